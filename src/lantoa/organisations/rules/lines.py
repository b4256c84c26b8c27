"""The lines on which units stand under one another."""

LINES = {
    "place": "Địa bàn",
    "party": "Đảng",
    "state": "Chính quyền",
    "front": "Mặt trận, đoàn thể",
}
