"""The view of people and topics: whom and what the companion knows, and what lies around each."""
