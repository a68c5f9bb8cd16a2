"""Embedder and reranker."""
