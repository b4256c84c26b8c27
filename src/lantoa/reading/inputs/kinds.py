"""The types of file that people send: how each is called, how it ends, what to do if it is not read."""

from dataclasses import dataclass

_RESAVE_VI = "Hãy mở tệp rồi lưu thành Word (.docx) và gửi bản mới."
_RESAVE_EN = "Open it, save it as Word (.docx), and send the new copy."
_PICTURE_VI = "Hãy lưu ảnh thành JPG hoặc PNG rồi gửi lại, hoặc gửi bản Word."
_PICTURE_EN = "Save the picture as JPG or PNG and send it again, or send the Word file."
_MAIL_VI = "Hãy mở thư, chọn Lưu thành loại .eml rồi gửi lại, hoặc chép nội dung thư dán vào ô văn bản."
_MAIL_EN = "Open the message and save it as .eml, or copy what it says into the text box."
_UNPACK_VI = "Hãy giải nén rồi gửi từng tệp bên trong."
_UNPACK_EN = "Unpack it and send the files inside one by one."
_NEVER_VI = (
    "Loại tệp này không được nhận. Hãy gửi Word (.docx), Excel (.xlsx), PDF, ảnh chụp, trang web (.html) hoặc "
    "văn bản (.txt)."
)
_NEVER_EN = (
    "Such files are not accepted. Send Word (.docx), Excel (.xlsx), PDF, a picture, a web page (.html) or plain "
    "text (.txt)."
)


@dataclass(frozen=True)
class Kind:
    """A type of file: how people call it, how its name ends, and what to do with it if it is not read."""

    key: str
    vi: str
    en: str
    extensions: tuple[str, ...]
    media_type: str = ""
    advice_vi: str = ""
    advice_en: str = ""

    # Read by a program that takes its time: never while somebody waits for a page.
    is_slow: bool = False

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture that can be looked at in a page."""
        return self.media_type.startswith("image/")

    @property
    def readable(self) -> bool:
        """Whether there is a reader for it."""
        return bool(self.media_type)


_DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_XLS_TYPE = "application/vnd.ms-excel"
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODT_TYPE = "application/vnd.oasis.opendocument.text"
_PICTURE = (_PICTURE_VI, _PICTURE_EN)
_MAIL = (_MAIL_VI, _MAIL_EN)
_UNPACK = (_UNPACK_VI, _UNPACK_EN)
_NEVER = (_NEVER_VI, _NEVER_EN)
_RESAVE = (_RESAVE_VI, _RESAVE_EN)


def _unread(key: str, vi: str, en: str, extensions: str, advice: tuple[str, str]) -> tuple[str, Kind]:
    return key, Kind(key, vi, en, tuple(extensions.split()), "", *advice)


KINDS: dict[str, Kind] = {
    "txt": Kind("txt", "văn bản thuần", "plain text", (".txt", ".text", ".md", ".csv", ".tsv"), "text/plain"),
    "html": Kind("html", "trang web", "a web page", (".html", ".htm", ".xhtml"), "text/html"),
    "docx": Kind("docx", "tệp Word", "a Word file", (".docx", ".dotx", ".docm", ".dotm"), _DOCX_TYPE),
    "pdf": Kind("pdf", "tệp PDF", "a PDF", (".pdf",), "application/pdf"),
    "xlsx": Kind("xlsx", "tệp Excel", "an Excel file", (".xlsx", ".xlsm", ".xltx", ".xlsb"), _XLSX_TYPE),
    "xls": Kind("xls", "tệp Excel đời cũ (.xls)", "an old Excel file (.xls)", (".xls", ".xlt"), _XLS_TYPE),
    "ods": Kind("ods", "bảng tính OpenDocument (.ods)", "an OpenDocument sheet (.ods)", (".ods",), _ODS_TYPE),
    "doc": Kind(
        "doc", "tệp Word đời cũ (.doc)", "an old Word file (.doc)", (".doc", ".dot"), "application/msword", is_slow=True
    ),
    "rtf": Kind("rtf", "tệp RTF", "an RTF file", (".rtf",), "application/rtf", is_slow=True),
    "odt": Kind("odt", "tệp OpenDocument (.odt)", "an OpenDocument text (.odt)", (".odt",), _ODT_TYPE, is_slow=True),
    "mail": Kind(
        "mail", "thư điện tử (.eml, .mht)", "an e-mail (.eml, .mht)", (".eml", ".mht", ".mhtml"), "message/rfc822"
    ),
    "jpeg": Kind("jpeg", "ảnh JPG", "a JPG picture", (".jpg", ".jpeg", ".jfif"), "image/jpeg", is_slow=True),
    "png": Kind("png", "ảnh PNG", "a PNG picture", (".png",), "image/png", is_slow=True),
    **dict(
        [
            _unread("xml", "tệp XML", "an XML file", ".xml", _RESAVE),
            _unread("ole", "tệp Office đời cũ", "an old Office file", ".msi .msg .mpp .vsd", _RESAVE),
            _unread("pptx", "tệp trình chiếu PowerPoint", "a PowerPoint file", ".pptx .pptm .ppsx", _RESAVE),
            _unread("ppt", "tệp PowerPoint đời cũ", "an old PowerPoint file", ".ppt .pps", _RESAVE),
            _unread("msg", "thư Outlook (.msg)", "an Outlook message (.msg)", ".msg", _MAIL),
            _unread(
                "image",
                "tệp ảnh",
                "a picture",
                ".gif .bmp .tif .tiff .webp .heic .heif .avif .ico",
                _PICTURE,
            ),
            _unread("zip", "tệp nén (.zip)", "a zip archive", ".zip .jar .apk .epub", _UNPACK),
            _unread("archive", "tệp nén", "an archive", ".rar .7z .gz .tgz .xz .bz2 .tar", _UNPACK),
            _unread("program", "chương trình chạy được", "a program", ".exe .dll .com .scr .so .elf", _NEVER),
            _unread(
                "sound",
                "tệp âm thanh hoặc phim",
                "a sound or video file",
                ".mp3 .mp4 .mov .m4a .wav .avi",
                _NEVER,
            ),
            _unread("database", "tệp cơ sở dữ liệu", "a database file", ".db .sqlite .sqlite3 .mdb", _NEVER),
            _unread("binary", "tệp nhị phân, không phải văn bản", "binary data, not text", "", _NEVER),
        ]
    ),
}
