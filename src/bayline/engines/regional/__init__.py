"""Measures of regional science on arrays: specialization, disparity, growth, networks, complexity.

Rows are regions, columns are industries. What is handed in has been looked at before: no negative
values, no total of zero; whoever calls says in words what cannot be measured.
"""
