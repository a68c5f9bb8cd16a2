"""Trouble with what Companion runs on: one clear sentence each, nothing lost, and it goes on."""
