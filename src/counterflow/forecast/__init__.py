"""What happens next and what if: the posterior's own system, run on past its account."""

from counterflow.forecast.comparison import Comparison, compare
from counterflow.forecast.problem import ForecastError
from counterflow.forecast.projection import Forecast, forecast
from counterflow.forecast.rolling import Scorecard, score
from counterflow.forecast.vintage import known_at

__all__ = [
    "Comparison",
    "Forecast",
    "ForecastError",
    "Scorecard",
    "compare",
    "forecast",
    "known_at",
    "score",
]
