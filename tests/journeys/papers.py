"""A paper that journeys bring in: written for them, with figures nobody else reports."""

PASTED = """BÁO CÁO
kết quả phong trào chung sức làm cầu, đường năm 2024

Trong năm 2024, Chi bộ ấp Giồng Mai thực hiện mô hình “Chung tay mở lối Giồng Mai” đã vận động nhân dân \
đóng góp trên 1,7 tỷ đồng, xây mới 4 cây cầu bê tông, làm gần 3,6 km đường bê tông, \
hiến hơn 1.540 m2 đất và góp khoảng 870 ngày công lao động.
"""
# One page with seventeen things to decide.
ONE_PAGE = """CHI BỘ ẤP GIỒNG MAI
Báo cáo kết quả thực hiện tháng 4 năm 2025

Thực hiện Kế hoạch số 27-KH/ĐU ngày 10/3/2025 của Đảng ủy xã An Phúc, trong tháng 4 năm 2025 Chi bộ ấp Giồng Mai \
thực hiện mô hình “Thắp sáng lối về Giồng Mai” đã vận động nhân dân đóng góp 46 triệu đồng, làm 1,2 km công trình \
thắp sáng đường quê.
Nhân dân hiến 310 m2 đất, góp 95 ngày công lao động, xây mới 1 cây cầu bê tông.
Mô hình “Hàng rào cây xanh Giồng Mai” trồng được 2 km đường hoa.
Chi hội Phụ nữ ấp trao 18 suất quà cho hộ khó khăn, vận động 640 bao lúa hỗ trợ bếp ăn.
Có 3 tập thể, 5 cá nhân được tặng giấy khen cấp xã.
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
