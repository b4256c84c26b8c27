"""What each unit and person undertakes for a year or a term ("đăng ký làm theo")."""
