"""Should the estimate be believed: predictions, sources left out, contradictions, sensitivity."""
