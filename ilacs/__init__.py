"""The project: settings, addresses, and the two apps every other app stands on."""
