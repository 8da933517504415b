"""One installation on one machine: prepare it, serve it, work off its jobs."""
