"""Counting on a Spark cluster: the same expressions and statements, run where Spark keeps the rows."""
