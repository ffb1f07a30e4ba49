"""The commands of the plan.

Nothing heavy is imported before a command runs, so that help is there at once.
"""
