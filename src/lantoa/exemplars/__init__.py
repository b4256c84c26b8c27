"""People and groups whose example others may follow (điển hình): shown to the public only on a basis."""
