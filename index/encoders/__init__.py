"""Text becomes unit vectors: `bundled` makes the default model ready, `sentence` runs any model."""
