"""From a question to an answer with its evidence: start reading at `service.answering`."""
