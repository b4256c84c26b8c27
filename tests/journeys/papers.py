"""A paper that journeys bring in: written for them, with figures nobody else reports."""

PASTED = """BÁO CÁO
kết quả phong trào chung sức làm cầu, đường năm 2024

Trong năm 2024, Chi bộ ấp Giồng Mai thực hiện mô hình “Chung tay mở lối Giồng Mai” đã vận động nhân dân \
đóng góp trên 1,7 tỷ đồng, xây mới 4 cây cầu bê tông, làm gần 3,6 km đường bê tông, \
hiến hơn 1.540 m2 đất và góp khoảng 870 ngày công lao động.
"""
NAME = "Chung tay mở lối Giồng Mai"
FIGURES = ("trên 1,7 tỷ đồng", "4 cây cầu", "gần 3,6 km", "hơn 1.540 m²", "khoảng 870 ngày công")
CLERK, HEAD, PROVINCE, READER, ADMIN = (
    "Phan Thị Ngọc Diệp",
    "Trịnh Hoài Nhơn",
    "Kiều Thanh Trúc",
    "Đặng Kim Phụng",
    "Vương Gia Bảo",
)
