"""Mô hình: registered, running, ended; pilot as a dated mark; outcomes."""
