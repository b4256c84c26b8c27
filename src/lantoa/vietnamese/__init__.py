"""The Vietnamese language in plain Python, usable without Django.

text     spelling: NFC, cleaning, folding for search, tone placement
sorting  keys that sort Vietnamese words and people's names as bytes (re-exported by text)
numbers  1.234,5 and "một nghìn hai trăm"
money    "2 tỷ 285 triệu đồng"
dates    19/05/2022, "quý I/2022", "từ năm 2016 đến nay"
syllables  what a Vietnamese syllable may look like
legacy   text typed in TCVN3 or VNI fonts; is a text Vietnamese at all?
"""
