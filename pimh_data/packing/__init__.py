"""What leaves the room as files: joins questions, charts and briefing, as pages join them for the screen."""
