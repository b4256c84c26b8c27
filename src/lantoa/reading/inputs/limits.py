"""The limits on what people may hand in, all in one place."""

MEGABYTE = 1024 * 1024

FILE_BYTES = 20 * MEGABYTE
TEXT_CHARACTERS = 2_000_000

# What comes in at one go: files, and their bytes together; an archive counts as one file until it is unpacked.
BATCH_FILES = 1_000
BATCH_BYTES = 200 * MEGABYTE
ARCHIVE_BYTES = 100 * MEGABYTE

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

HTML_CHARACTERS = 5_000_000
HTML_TAG_CHARACTERS = 2_000
HTML_ELEMENTS = 300_000
# The article finder compares every part of a page with the others; long pages are read whole instead.
HTML_ARTICLE_CHARACTERS = 1_000_000
HTML_ARTICLE_ELEMENTS = 5_000

# Lists: the rows that one takes at a time, and the columns looked at.
SHEET_ROWS = 20_000
SHEET_COLUMNS = 60
SHEET_CELL_CHARACTERS = 2_000
SHEET_CELLS = 4_000_000

# What a process that parses may use for one file: memory in all, seconds of its own work (a busy machine makes no
# honest file too large), and the seconds after which nobody waits for it any more.
PARSER_MEMORY_BYTES = 1_500 * MEGABYTE
PARSER_SECONDS = 20
PARSER_PATIENCE = 120.0

# What LibreOffice may use to turn an old file into a new one.
OFFICE_SECONDS = 90
OFFICE_MEMORY_BYTES = 4_000 * MEGABYTE
OFFICE_FILE_BYTES = 200 * MEGABYTE

# Pictures: how large a page is drawn for Tesseract, what it may use for one, and the pages that it reads of a paper.
PICTURE_DPI = 220
PICTURE_SIDE = 3_600
PICTURE_PAGES = 60
OCR_SECONDS = 120
OCR_MEMORY_BYTES = 2_000 * MEGABYTE
OCR_FILE_BYTES = 20 * MEGABYTE
