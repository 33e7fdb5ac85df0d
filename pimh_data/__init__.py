"""Data layer of the dashboard: contracts, the secure side, releases, statistics, questions and charts. No Streamlit."""
