"""Official documents from templates: data checked row by row, filled exactly as docxtpl would, checked again."""
