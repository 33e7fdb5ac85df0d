"""Reads back what leaves the room, file by file, and says where a number is not the one of its question and row."""
