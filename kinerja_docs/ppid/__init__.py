"""Requests for public information: deadlines, the register, and the annual report."""
