//! Mails.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::Email,
    titles: &[],
    phrases: &[
        "-----original message-----",
        "----- original message -----",
        "---------- forwarded message",
        "begin forwarded message",
        "-----元のメッセージ-----",
        "転送メッセージ",
        "より送信",
        "sent from my iphone",
        "mime-version",
        "content-type: multipart",
        "message-id:",
        "wrote:",
        "xin lỗi vì trả lời muộn",
        "đã viết:",
        "送信日時:",
        "差出人:",
    ],
    words: &[
        "from:",
        "to:",
        "subject:",
        "sent:",
        "cc:",
        "差出人",
        "宛先",
        "件名",
        "お世話になっております",
        "お疲れ様です",
        "添付ファイル",
        "please find attached",
        "attached",
        "regards",
        "tiêu đề:",
        "người gửi:",
        "đính kèm",
        "添付いたします",
        "ご確認ください",
    ],
    columns: &[],
    names: &["email", "mail", "メール"],
    cases: &[
        "From: a@example.com\nTo: b@example.com\nSubject: x\nSent: 1\n差出人 件名",
        "From: Jane Roe <jane@example.com>\n\
         Sent: 3 May 2024\n\
         To: John Doe <john@example.com>\n\
         Subject: Invoice 12\n\
         Dear John,\n\
         Please find attached the invoice.\n\
         --- attachment invoice.txt ---\n\
         INVOICE\n\
         Invoice No: 12\n\
         Bill to: Acme\n\
         Amount due: 5",
        "差出人: 山田 <yamada@example.co.jp>\n\
         宛先: 佐藤様\n\
         件名: 契約書の件\n\
         お世話になっております。\n\
         契約書をお送りします。",
        "Từ: An <an@example.vn>\n\
         Đến: Bình <binh@example.vn>\n\
         Chủ đề: Hợp đồng\n\
         Kính gửi anh Bình,\n\
         Em gửi hợp đồng.\n\
         Trân trọng",
    ],
};
