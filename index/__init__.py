"""From a document to an index that can be searched: start reading at `index.build`."""
