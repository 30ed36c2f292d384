"""Whether intervals cover as they say: simulated claims refitted, and real claims held out."""
