use crate::book::book;

#[test]
fn the_rule_book_is_whole() {
    let book = match book() {
        Ok(book) => book,
        Err(error) => panic!("{error}"),
    };
    assert!(book.duties.len() > 300);
}
