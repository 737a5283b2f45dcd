"""Arrays: the kinds of numbers that scorers work with."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.floating]
"""Vectors or tables of single precision, unless said otherwise."""

Ints: TypeAlias = NDArray[np.integer]
