"""LKE recomputation: from answers to points, by an edition's weights or by the sheet's own. Exact fractions inside."""
