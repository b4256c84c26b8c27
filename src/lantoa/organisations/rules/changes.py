"""What may be done to the tree."""

# Every kind of change, as people call it.
CHANGES = {
    "founded": "Thành lập",
    "renamed": "Đổi tên",
    "reclassed": "Đổi loại",
    "moved": "Chuyển đơn vị cấp trên",
    "merged": "Sáp nhập",
    "split": "Chia tách",
    "dissolved": "Giải thể",
    "loaded": "Nạp dữ liệu",
    "annulled": "Hủy một thay đổi",
}
