"""The portrait view: what the companion keeps of the person, with what it rests on."""
