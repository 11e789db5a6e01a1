"""Training of the reading engine: from corpora to ``engine.onnx`` by one command, ``python -m training``."""
