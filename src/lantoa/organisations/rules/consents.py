"""What something of a person may be published for, and on what basis."""

# Each purpose is asked for by itself: a consent for one is none for another.
PURPOSES = {
    "publish_practice": "Giới thiệu mô hình, cách làm trên cổng công khai",
    "publish_exemplar": "Nêu gương điển hình trên cổng công khai",
    "publish_contribution": "Công khai việc đóng góp (tiền, đất, ngày công)",
    "publish_post": "Công khai chức vụ và cách liên hệ công vụ",
}
# A published decision (of commendation, say) may stand where a consent would.
BASES = {"consent": "Sự đồng ý của người ấy", "decision": "Quyết định đã công bố"}
# What may be published: each is granted by itself.
PARTS = {
    "name": "Họ và tên",
    "photo": "Hình ảnh",
    "story": "Câu chuyện, thành tích",
    "amount": "Số tiền, hiện vật đóng góp",
}
