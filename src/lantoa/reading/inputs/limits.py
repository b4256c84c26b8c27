"""The limits on what people may hand in, all in one place."""

MEGABYTE = 1024 * 1024

FILE_BYTES = 20 * MEGABYTE
TEXT_CHARACTERS = 2_000_000

# A .docx is a zip: judged by its directory before anything is unpacked, and again while it is read.
ZIP_ENTRIES = 5_000
ZIP_TOTAL_BYTES = 200 * MEGABYTE
ZIP_RATIO = 100
ZIP_RATIO_FROM_BYTES = MEGABYTE
XML_PART_BYTES = 64 * MEGABYTE
XML_ELEMENTS = 2_000_000
XML_DEPTH = 400
TABLE_CELLS = 200_000

PDF_PAGES = 2_000
PDF_STREAMS = 100_000
PDF_STREAM_BYTES = 16 * MEGABYTE
PDF_FONT_BYTES = 32 * MEGABYTE
PDF_TOTAL_BYTES = 128 * MEGABYTE
# Of this thread's own work: a busy machine makes no honest file too large.
PDF_SECONDS = 8.0

HTML_CHARACTERS = 5_000_000
HTML_TAG_CHARACTERS = 2_000
HTML_ELEMENTS = 300_000
# The article finder compares every part of a page with the others; long pages are read whole instead.
HTML_ARTICLE_CHARACTERS = 1_000_000
HTML_ARTICLE_ELEMENTS = 5_000

# Lists: the rows that one takes at a time, the columns looked at, and what the process that opens a workbook may use.
SHEET_ROWS = 20_000
SHEET_COLUMNS = 60
SHEET_CELL_CHARACTERS = 2_000
SHEET_CELLS = 4_000_000
SHEET_SECONDS = 30
SHEET_MEMORY_BYTES = 1_500 * MEGABYTE

# What LibreOffice may use to turn an old file into a new one.
OFFICE_SECONDS = 90
OFFICE_MEMORY_BYTES = 4_000 * MEGABYTE
OFFICE_FILE_BYTES = 200 * MEGABYTE
