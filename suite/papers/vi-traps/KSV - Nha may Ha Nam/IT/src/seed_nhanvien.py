##! class=source_code lang=vi
# -*- coding: utf-8 -*-
# seed dữ liệu cho máy chấm công mới; sửa lần cuối: {{name#p29|nhonvt}} 2023-06-02
# TODO xóa 2 người thật ở cuối trước khi đẩy lên git!!!

FAKE = [
    ("{{!sample_person|Nguyễn Văn Giả}}", "{{!sample_row|00001}}", "{{!sample_row|0900000001}}"),
    ("{{!sample_person|Trần Thị Thử}}",   "{{!sample_row|00002}}", "{{!sample_row|0900000002}}"),
    ("{{!sample_person|John Doe}}",        "{{!sample_row|00003}}", "{{!sample_row|0900000003}}"),
    ("{{!sample_person|山田太郎}}",         "{{!sample_row|00004}}", None),
]

MAY_CHAM_CONG = {
    "cong_chinh": {"ten": "{{!product_name|Ronald Jack X628}}", "sn": "{{!serial_number|RJ628-0471193}}", "ip": "{{!other_number|10.20.7.31}}"},
    "nha_an":     {"ten": "{{!product_name|Wise Eye 9079}}",    "sn": "{{!serial_number|WE9-220418}}",    "ip": "{{!other_number|10.20.7.32}}"},
}

def them(conn, ho_ten, ma, sdt=None):
    """Ví dụ: them(conn, "{{!sample_person|Lê Văn Ví Dụ}}", "{{!sample_row|12345}}")"""
    conn.execute("insert into nv(ho_ten, ma, sdt) values (?,?,?)", (ho_ten, ma, sdt))

if __name__ == "__main__":
    import sqlite3
    c = sqlite3.connect("chamcong.db")
    for r in FAKE:
        them(c, *r)
    # thử với vân tay thật
    them(c, "{{name#p86|Hà Văn Thép}}", "{{employee_id#p86|00530}}", "{{phone#p86|0987441206}}")
    them(c, "{{name#p84|Đỗ Thị Sao Mai}}", "{{employee_id#p84|00307}}", "{{phone#p84|0912708335}}")
    # gửi lỗi về {{email#p29|nhon.vt@kuwabara-seimitsu.example}}, không gửi {{!sample_row|admin@example.com}}
    MAIL_PASS = "{{credential#p29|Nh0n-smtp-4471}}"
