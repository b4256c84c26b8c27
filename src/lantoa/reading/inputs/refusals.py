"""What is said when a file cannot be read, or can be read but deserves a word of care."""

from dataclasses import dataclass

from lantoa.reading.inputs.limits import FILE_BYTES, MEGABYTE, SHEET_ROWS, TEXT_CHARACTERS


@dataclass(frozen=True)
class Caution:
    """Something a person should know about a text that was read all the same."""

    code: str
    vi: str
    en: str


class Unreadable(Exception):
    """A file that is not read; `vi` and `en` say why and what to do."""

    def __init__(self, code: str, vi: str, en: str) -> None:
        """Keep the words; made by `refuse`."""
        super().__init__(code, vi, en)
        self.code = code
        self.vi = vi
        self.en = en

    def __str__(self) -> str:
        return self.vi


_READS_VI = (
    "Word (.docx, .doc), Excel (.xlsx, .xls), .ods, PDF, ảnh JPG và PNG, thư (.eml), trang web (.html) và "
    "văn bản thuần (.txt)"
)
_READS_EN = (
    "Word (.docx, .doc), Excel (.xlsx, .xls), .ods, PDF, JPG and PNG pictures, mails (.eml), web pages (.html) and "
    "plain text (.txt)"
)

REFUSALS: dict[str, tuple[str, str]] = {
    "empty": (
        "Tệp không có chữ nào. Hãy mở lại tệp để kiểm tra rồi gửi bản có nội dung.",
        "The file holds no text. Open it to check, then send the one that has content.",
    ),
    "too_large": (
        (
            f"Tệp quá lớn: chỉ nhận tệp đến {FILE_BYTES // MEGABYTE} MB, không quá {TEXT_CHARACTERS // 1_000_000} "
            "triệu ký tự và bảng không quá lớn. Hãy bỏ bớt hình ảnh hoặc chia thành nhiều tệp rồi gửi từng tệp."
        ),
        (
            f"The file is too large: at most {FILE_BYTES // MEGABYTE} MB, {TEXT_CHARACTERS // 1_000_000} million "
            "characters, and no huge tables. Remove pictures or split it, then send the parts one by one."
        ),
    ),
    "encrypted": (
        "Tệp có đặt mật khẩu nên không đọc được. Hãy mở tệp bằng mật khẩu, bỏ mật khẩu, lưu lại rồi gửi bản mới.",
        "The file is protected by a password. Open it, remove the password, save, and send the new copy.",
    ),
    "scanned": (
        "Tệp chỉ có ảnh chụp, không có chữ để đọc. Hãy gửi bản Word gốc, hoặc gõ (dán) nội dung vào ô văn bản.",
        "The file holds only pictures of pages, no text. Send the original Word file, or type or paste the text.",
    ),
    "picture": (
        "Máy không đọc được chữ trong ảnh (chữ viết tay hoặc ảnh mờ). Hãy nhìn ảnh và gõ lại nội dung cần nhập.",
        "The words in the picture cannot be read (handwriting, or blurred). Look at it and type what is to be entered.",
    ),
    "macros": (
        (
            "Tệp có chứa macro (mã chạy tự động) nên không nhận. Hãy mở bằng Word, chọn Lưu thành, loại "
            "“Word Document (*.docx)” rồi gửi bản mới."
        ),
        (
            "The file contains macros and is not accepted. In Word choose Save As, type “Word Document (*.docx)”, "
            "and send the new copy."
        ),
    ),
    "mislabelled": (
        "Tệp mang đuôi {extension} nhưng thực ra là {kind_vi}. {advice_vi}",
        "The file is named {extension} but really is {kind_en}. {advice_en}",
    ),
    "old_word": (
        (
            "Đây là tệp văn bản đời cũ (.doc, .rtf, .odt); máy chủ chưa cài LibreOffice nên chưa đọc được. Hãy mở bằng "
            "Word rồi chọn Lưu thành .docx và gửi bản mới."
        ),
        (
            "This is an old kind of text file (.doc, .rtf, .odt), and the server has no LibreOffice to open it with. "
            "Open it in Word, save it as .docx, and send the new copy."
        ),
    ),
    "unsupported": (
        "Đây là {kind_vi}. {advice_vi}",
        "This is {kind_en}. {advice_en}",
    ),
    "unknown": (
        (
            f"Không nhận ra loại tệp này. Hiện đọc được: {_READS_VI}. Hãy mở bằng phần mềm đã tạo ra tệp rồi "
            "lưu thành một trong các loại đó."
        ),
        (
            f"The type of this file is not known. What can be read: {_READS_EN}. Open it in the program that made it "
            "and save it as one of these."
        ),
    ),
    "zip_bomb": (
        (
            "Tệp nén bất thường: bung ra sẽ lớn gấp nhiều lần hoặc chứa tệp nén bên trong, nên không mở "
            "để giữ an toàn. Hãy mở bằng phần mềm đã tạo ra tệp, lưu thành tệp mới rồi gửi lại."
        ),
        (
            "The file is packed in an abnormal way (it would grow many times or holds archives inside), so it was not "
            "opened. Open it in the program that made it, save it as a new file, and send that."
        ),
    ),
    "damaged": (
        "Tệp bị hỏng hoặc tải lên chưa đủ. Hãy mở thử trên máy; nếu mở được, lưu thành tệp mới rồi gửi lại.",
        "The file is damaged or was not sent completely. Try to open it; if it opens, save a new copy and send that.",
    ),
    "not_a_sheet": (
        "Đây là {kind_vi}, không phải bảng tính. Hãy gửi danh sách ở dạng Excel (.xlsx, .xls), .ods hoặc .csv.",
        "This is {kind_en}, not a spreadsheet. Send the list as Excel (.xlsx, .xls), .ods or .csv.",
    ),
    "sheet_zip_bomb": (
        (
            "Tệp nén bất thường: bung ra sẽ lớn gấp nhiều lần, nên không mở để giữ an toàn. Hãy mở bằng Excel, lưu "
            "thành tệp .xlsx mới rồi gửi lại."
        ),
        "The file is packed in an abnormal way, so it was not opened. Open it in Excel, save it as a new .xlsx file.",
    ),
    "sheet_macros": (
        (
            "Tệp có chứa macro (mã chạy tự động) nên không nhận. Hãy mở bằng Excel, chọn Lưu thành, loại "
            "“Excel Workbook (*.xlsx)” rồi gửi bản mới."
        ),
        "The file contains macros and is not accepted. In Excel choose Save As, type “Excel Workbook (*.xlsx)”.",
    ),
    "too_many_rows": (
        (
            f"Danh sách dài quá {f'{SHEET_ROWS:,}'.replace(',', '.')} dòng. Hãy chia thành nhiều tệp theo đơn vị rồi "
            "nhập từng tệp."
        ),
        f"The list has more than {SHEET_ROWS:,} rows. Split it by unit and import the files one by one.",
    ),
    "too_many_members": (
        "Tệp nén có quá nhiều tệp bên trong: mỗi lần nhận tối đa {most} tệp. Hãy chia thành nhiều tệp nén.",
        "The archive holds too many files: at most {most} at one go. Split it.",
    ),
    "encoding": (
        "Không nhận ra bảng mã chữ của tệp. Hãy mở bằng Notepad, chọn Lưu thành, mục Mã hóa chọn “UTF-8” rồi gửi lại.",
        (
            "The character encoding is not known. Open the file in Notepad, choose Save As with encoding “UTF-8”, "
            "and send it again."
        ),
    ),
}

CAUTIONS: dict[str, tuple[str, str]] = {
    "converted": (
        "Đã đọc từ {kind_vi} qua bản chuyển đổi. Hãy xem lại bảng và chữ được định dạng lạ.",
        "Read from {kind_en} through a conversion. Please check tables and unusual formatting.",
    ),
    "byte_order_mark": (
        "Đã bỏ dấu thứ tự byte (BOM) ở đầu tệp; nội dung giữ nguyên.",
        "The byte order mark at the start of the file was dropped; the text is unchanged.",
    ),
    "windows_1258": (
        "Tệp dùng bảng mã Windows-1258 và đã được chuyển sang Unicode. Hãy xem lại dấu thanh.",
        "The file uses Windows-1258 and was converted to Unicode. Please check the tone marks.",
    ),
    "legacy_encoding": (
        "Chữ trong tệp dùng phông đời cũ {font} và đã được chuyển sang Unicode. Hãy xem lại, nhất là chữ in hoa.",
        "The text uses the old {font} fonts and was converted to Unicode. Please check it, capitals above all.",
    ),
    "legacy_fonts": (
        "Một số đoạn dùng phông đời cũ (.VnTime, VNI-Times) và đã được chuyển sang Unicode. Hãy xem lại các đoạn đó.",
        "Some stretches use old fonts (.VnTime, VNI-Times) and were converted to Unicode. Please check them.",
    ),
    "damaged_characters": (
        "Có {count} ký tự bị hỏng, được thay bằng dấu �. Hãy xem lại những chỗ đó.",
        "{count} characters are damaged and were replaced by �. Please check those places.",
    ),
    "not_vietnamese": (
        "Văn bản có rất ít chữ tiếng Việt có dấu nên kết quả đọc có thể sai. Hãy kiểm tra có đúng tệp cần gửi không.",
        "The text has very little accented Vietnamese, so findings may be wrong. Check that this is the right file.",
    ),
    "tracked_changes": (
        "Tệp có sửa đổi chưa chấp nhận: phần thêm được giữ, phần xóa được bỏ. Nên chấp nhận hoặc từ chối hết.",
        (
            "The file has tracked changes not yet accepted: insertions are kept, deletions dropped. Better settle them "
            "in Word."
        ),
    ),
    "comments": (
        "Tệp có ghi chú bên lề; phần ghi chú không được đọc.",
        "The file has comments in the margin; they were not read.",
    ),
    "hidden_text": (
        "Tệp có chữ bị ẩn; phần ẩn không được đọc.",
        "The file has hidden text; it was not read.",
    ),
    "dde": (
        "Tệp có trường lấy dữ liệu từ chương trình hoặc tệp khác (DDE); trường đó không được chạy.",
        "The file has fields that pull data from other programs or files (DDE); they were not run.",
    ),
    "external_links": (
        "Tệp có liên kết đến mẫu, ảnh hoặc tệp ở nơi khác; các liên kết đó không được mở.",
        "The file links to templates, pictures or files elsewhere; those were not opened.",
    ),
    "embedded_objects": (
        "Tệp có đối tượng nhúng (bảng tính, tệp đính kèm…); nội dung bên trong đối tượng không được đọc.",
        "The file has embedded objects (sheets, attachments…); what is inside them was not read.",
    ),
    "active_content": (
        "Tệp PDF có mã lệnh hoặc tệp đính kèm; phần đó không được chạy hay mở.",
        "The PDF has scripts, launch actions or attachments; they were neither run nor opened.",
    ),
    "some_pages_scanned": (
        "Một số trang chỉ có ảnh, không có chữ để đọc: trang {pages}. Hãy bổ sung nội dung các trang này.",
        "Some pages are pictures without text: page {pages}. Please add what they say.",
    ),
    "read_from_pictures": (
        "Chữ được đọc từ ảnh chụp nên có thể sai, nhất là con số và dấu. Hãy so lại với bản gốc trước khi nhận.",
        "The words were read from pictures and may be wrong, figures above all. Compare with the original.",
    ),
    "attachments": (
        "Thư có tệp gửi kèm, không được đọc cùng thư: {names}. Nếu cần, hãy lưu các tệp này rồi gửi riêng.",
        "The mail has attachments that were not read with it: {names}. Save them and send them by themselves.",
    ),
    "article_only": (
        "Chỉ lấy phần bài chính của trang web; trình đơn, quảng cáo và bài liên quan được bỏ.",
        "Only the main article of the web page was taken; menus, advertisements and related links were left out.",
    ),
}


def refuse(code: str, **values: str) -> Unreadable:
    """Return the refusal of that code, to be raised; `values` fill the blanks of its sentence."""
    vi, en = REFUSALS[code]
    return Unreadable(code, vi.format(**values), en.format(**values))


def caution(code: str, **values: str) -> Caution:
    """Return the caution of that code; `values` fill the blanks of its sentence."""
    vi, en = CAUTIONS[code]
    return Caution(code, vi.format(**values), en.format(**values))
