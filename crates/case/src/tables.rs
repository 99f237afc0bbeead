//! The tables of a case: one struct a row, one Parquet schema a struct.
//!
//! Column order is the order of the fields; lists are `List<Utf8>`; optional columns are nullable.
//! A change of a struct is a change of the public schema and belongs in the changelog.

use candor_facts::UnreadReason;
use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BinaryBuilder, Float32Builder, ListBuilder, RecordBatch,
    StringBuilder, UInt64Builder,
};
use datafusion::arrow::datatypes::{
    DataType, Field, Float32Type, Int64Type, Schema, SchemaRef, UInt64Type,
};
use datafusion::arrow::error::ArrowError;
use std::sync::Arc;

/// A value that can be a column.
pub trait Column: Sized {
    const NULLABLE: bool = false;
    fn data_type() -> DataType;
    fn build<'a>(values: impl Iterator<Item = &'a Self>) -> ArrayRef
    where
        Self: 'a;
    /// Reads one cell; `None` when the column has another type or an unexpected null.
    fn get(column: &ArrayRef, row: usize) -> Option<Self>;
}

/// Rows of a query's result.
pub trait Readable: Sized + Send + 'static {
    /// Reads the rows of a batch; columns are found by name. `None` when the batch has other
    /// columns than the struct.
    fn read(batch: &RecordBatch) -> Option<Vec<Self>>;
}

/// A row of one table.
pub trait Row: Readable {
    const TABLE: &'static str;
    fn schema() -> SchemaRef;
    fn batch(rows: &[Self]) -> Result<RecordBatch, ArrowError>;
}

impl Column for String {
    fn data_type() -> DataType {
        DataType::Utf8
    }
    fn build<'a>(values: impl Iterator<Item = &'a Self>) -> ArrayRef {
        let mut builder = StringBuilder::new();
        values.for_each(|value| builder.append_value(value));
        Arc::new(builder.finish())
    }
    fn get(column: &ArrayRef, row: usize) -> Option<Self> {
        if let Some(text) = column.as_string_opt::<i32>() {
            return text.is_valid(row).then(|| text.value(row).to_owned());
        }
        let view = column.as_string_view_opt()?;
        view.is_valid(row).then(|| view.value(row).to_owned())
    }
}

impl Column for Option<String> {
    const NULLABLE: bool = true;
    fn data_type() -> DataType {
        DataType::Utf8
    }
    fn build<'a>(values: impl Iterator<Item = &'a Self>) -> ArrayRef {
        let mut builder = StringBuilder::new();
        values.for_each(|value| builder.append_option(value.as_deref()));
        Arc::new(builder.finish())
    }
    fn get(column: &ArrayRef, row: usize) -> Option<Self> {
        Some(String::get(column, row))
    }
}

impl Column for Option<Vec<u8>> {
    const NULLABLE: bool = true;
    fn data_type() -> DataType {
        DataType::Binary
    }
    fn build<'a>(values: impl Iterator<Item = &'a Self>) -> ArrayRef {
        let mut builder = BinaryBuilder::new();
        values.for_each(|value| builder.append_option(value.as_deref()));
        Arc::new(builder.finish())
    }
    fn get(column: &ArrayRef, row: usize) -> Option<Self> {
        let bytes = column.as_binary_opt::<i32>()?;
        Some(bytes.is_valid(row).then(|| bytes.value(row).to_vec()))
    }
}

impl Column for u64 {
    fn data_type() -> DataType {
        DataType::UInt64
    }
    fn build<'a>(values: impl Iterator<Item = &'a Self>) -> ArrayRef {
        let mut builder = UInt64Builder::new();
        values.for_each(|value| builder.append_value(*value));
        Arc::new(builder.finish())
    }
    /// Counts come back from queries as signed numbers.
    fn get(column: &ArrayRef, row: usize) -> Option<Self> {
        if let Some(counts) = column.as_primitive_opt::<Int64Type>() {
            return counts
                .is_valid(row)
                .then(|| counts.value(row))
                .and_then(|count| Self::try_from(count).ok());
        }
        let numbers = column.as_primitive_opt::<UInt64Type>()?;
        numbers.is_valid(row).then(|| numbers.value(row))
    }
}

impl Column for Option<u64> {
    const NULLABLE: bool = true;
    fn data_type() -> DataType {
        DataType::UInt64
    }
    fn build<'a>(values: impl Iterator<Item = &'a Self>) -> ArrayRef {
        let mut builder = UInt64Builder::new();
        values.for_each(|value| builder.append_option(*value));
        Arc::new(builder.finish())
    }
    fn get(column: &ArrayRef, row: usize) -> Option<Self> {
        if column.is_null(row) { Some(None) } else { u64::get(column, row).map(Some) }
    }
}

impl Column for f32 {
    fn data_type() -> DataType {
        DataType::Float32
    }
    fn build<'a>(values: impl Iterator<Item = &'a Self>) -> ArrayRef {
        let mut builder = Float32Builder::new();
        values.for_each(|value| builder.append_value(*value));
        Arc::new(builder.finish())
    }
    fn get(column: &ArrayRef, row: usize) -> Option<Self> {
        let numbers = column.as_primitive_opt::<Float32Type>()?;
        numbers.is_valid(row).then(|| numbers.value(row))
    }
}

impl Column for Vec<String> {
    fn data_type() -> DataType {
        DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true)))
    }
    fn build<'a>(values: impl Iterator<Item = &'a Self>) -> ArrayRef {
        let mut builder = ListBuilder::new(StringBuilder::new());
        for value in values {
            value.iter().for_each(|text| builder.values().append_value(text));
            builder.append(true);
        }
        Arc::new(builder.finish())
    }
    fn get(column: &ArrayRef, row: usize) -> Option<Self> {
        let lists = column.as_list_opt::<i32>()?;
        if lists.is_null(row) {
            return Some(Self::new());
        }
        let offsets = lists.value_offsets();
        let (start, end) = (*offsets.get(row)?, *offsets.get(row + 1)?);
        let items = lists.values();
        (usize::try_from(start).ok()?..usize::try_from(end).ok()?)
            .map(|index| String::get(items, index))
            .collect()
    }
}

/// Declares the rows of a query's result: a struct whose fields are the columns by name.
#[macro_export]
macro_rules! row {
    ($(#[$doc:meta])* $row:ident {
        $($(#[$cdoc:meta])* $column:ident: $kind:ty,)+
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $row { $($(#[$cdoc])* pub $column: $kind,)+ }

        impl $crate::tables::Readable for $row {
            fn read(batch: &$crate::arrow::array::RecordBatch) -> Option<Vec<Self>> {
                $(let $column = batch.column_by_name(stringify!($column))?;)+
                (0..batch.num_rows())
                    .map(|row| Some(Self {
                        $($column: <$kind as $crate::tables::Column>::get($column, row)?,)+
                    }))
                    .collect()
            }
        }
    };
}

macro_rules! table {
    ($(#[$doc:meta])* $row:ident in $table:literal {
        $($(#[$cdoc:meta])* $column:ident: $kind:ty,)+
    }) => {
        $crate::row! { $(#[$doc])* $row { $($(#[$cdoc])* $column: $kind,)+ } }

        impl Row for $row {
            const TABLE: &'static str = $table;

            fn schema() -> SchemaRef {
                Arc::new(Schema::new(vec![$(Field::new(
                    stringify!($column),
                    <$kind as Column>::data_type(),
                    <$kind as Column>::NULLABLE,
                ),)+]))
            }

            fn batch(rows: &[Self]) -> Result<RecordBatch, ArrowError> {
                RecordBatch::try_new(Self::schema(), vec![
                    $(<$kind as Column>::build(rows.iter().map(|row| &row.$column)),)+
                ])
            }
        }
    };
}

table! {
    /// One logical file at one path of one collection.
    ItemRow in "items" {
        collection: String,
        /// Relative to the collection's root; container children after `!/`.
        path: String,
        /// The exact bytes of the path when they are not UTF-8.
        path_raw: Option<Vec<u8>>,
        /// Path of the container or mail that holds it.
        parent: Option<String>,
        sha256: Option<String>,
        blake3: Option<String>,
        /// Bytes.
        size: u64,
        /// RFC 3339, as the source's file system or archive says.
        modified: Option<String>,
        /// Where the bytes lie when they were sealed in place.
        place: Option<String>,
        /// Why there is no content, when there is none.
        reason: Option<String>,
        detail: String,
    }
}

table! {
    /// One unique content and what was made of it.
    DocumentRow in "documents" {
        sha256: String,
        size: u64,
        media_type: String,
        state: String,
        reason: Option<String>,
        detail: String,
        how: String,
        language: String,
        language_confidence: f32,
        /// What would let more of it be read: `ocr` or `password`.
        awaits: Option<String>,
        /// Parts whose text was recognised in pictures.
        parts_recognised: u64,
        doc_class: String,
        doc_class_confidence: f32,
        /// The cues that decided the class, strongest first.
        doc_class_cues: Vec<String>,
        parts: u64,
        characters: u64,
        /// Companies of the case that the text names, by id.
        mentions: Vec<String>,
        /// Mail domains in the text.
        domains: Vec<String>,
    }
}

table! {
    /// A file inside a container or an attachment of a mail.
    MemberRow in "members" {
        container: String,
        ordinal: u64,
        name: String,
        name_raw: Option<Vec<u8>>,
        sha256: Option<String>,
        blake3: Option<String>,
        size: u64,
        modified: Option<String>,
        reason: Option<String>,
        detail: String,
    }
}

table! {
    /// A page, sheet, slide or mail part with its text.
    PartRow in "parts" {
        sha256: String,
        part: u64,
        kind: String,
        label: String,
        text: String,
    }
}

table! {
    /// A word recognised in a picture: its bytes in the part's text, its pixels in the picture.
    WordRow in "words" {
        sha256: String,
        part: u64,
        start: u64,
        end: u64,
        left: u64,
        top: u64,
        width: u64,
        height: u64,
        /// Percent.
        confidence: u64,
    }
}

table! {
    /// One value of one field at one place.
    FindingRow in "findings" {
        finding_id: String,
        sha256: String,
        part: u64,
        start: u64,
        end: u64,
        cell: Option<String>,
        field: String,
        scheme: Option<String>,
        raw: String,
        normalized: String,
        confidence: f32,
        detector: String,
        validator: Option<String>,
        header: Option<String>,
        context: Option<String>,
        record_id: Option<String>,
    }
}

table! {
    /// The findings of one document that belong to one data subject, with the values that link it.
    RecordRow in "records" {
        record_id: String,
        sha256: String,
        kind: String,
        part: u64,
        place: String,
        names: Vec<String>,
        emails: Vec<String>,
        phones: Vec<String>,
        addresses: Vec<String>,
        /// `scheme:number`.
        national_ids: Vec<String>,
        employee_ids: Vec<String>,
        birth_dates: Vec<String>,
        employers: Vec<String>,
        /// Employers without their legal form.
        employer_keys: Vec<String>,
        departments: Vec<String>,
        /// `field:number` of payment cards, accounts, licences and the like.
        identifiers: Vec<String>,
        fields: Vec<String>,
        hints: Vec<String>,
        part_label: String,
    }
}

table! {
    /// One affected person.
    PersonRow in "persons" {
        person_id: String,
        names: Vec<String>,
        emails: Vec<String>,
        phones: Vec<String>,
        addresses: Vec<String>,
        national_ids: Vec<String>,
        country: Option<String>,
        country_basis: String,
        /// The country with the state where an address tells it: `US-CA`, `CA-QC`.
        residence: Option<String>,
        categories: Vec<String>,
        companies: Vec<String>,
        employer: Option<String>,
        /// The employer among `organisations`.
        employer_org: Option<String>,
        fields: Vec<String>,
        records: u64,
        documents: u64,
        /// Name, address and e-mail to write to, and the language to write in.
        letter_name: String,
        letter_address: String,
        letter_email: String,
        letter_language: String,
    }
}

table! {
    /// Which record belongs to which person, and why.
    PersonRecordRow in "person_records" {
        person_id: String,
        record_id: String,
        /// The record it was linked to; empty for the first of a person.
        linked_to: Option<String>,
        /// Bits of evidence that the two are one person.
        weight: f32,
        /// What each comparison adds, in bits.
        reason: String,
    }
}

table! {
    /// Records that may be of one person and were kept apart, or hang together by little: for a
    /// human to decide. The gravest first.
    ConflictRow in "conflicts" {
        conflict_id: String,
        /// `contradiction`, `weak_bridge` or `possibly_same`.
        kind: String,
        left_record: String,
        right_record: String,
        left_person: String,
        right_person: String,
        /// Bits of evidence that the two are one person.
        weight: f32,
        reason: String,
    }
}

table! {
    /// A person id that an earlier run gave and later evidence joined to another.
    JoinedRow in "person_joins" {
        from_person: String,
        into_person: String,
    }
}

table! {
    /// E-mails and telephones that persons of several names use: they link nobody.
    SharedContactRow in "shared_contacts" {
        field: String,
        value: String,
        names: u64,
    }
}

table! {
    /// Mentions that fit several persons and were therefore given to none.
    AmbiguousRow in "ambiguous" {
        record_id: String,
        candidates: Vec<String>,
        reason: String,
    }
}

table! {
    /// An organisation named in the documents.
    OrganisationRow in "organisations" {
        org_id: String,
        names: Vec<String>,
        domains: Vec<String>,
        /// Of a register or a tax office: 法人番号, mã số thuế, EIN.
        numbers: Vec<String>,
        relation: String,
        documents: Vec<String>,
    }
}

table! {
    /// Which company an item belongs to, and why.
    AttributionRow in "attributions" {
        collection: String,
        path: String,
        company: String,
        basis: String,
    }
}

table! {
    /// What stands behind the matrix: one row for each record, company and category.
    ExposedRow in "exposed" {
        category: String,
        category_basis: String,
        company: String,
        tier: String,
        person_id: String,
        record_id: String,
        sha256: String,
        fields: Vec<String>,
    }
}

table! {
    /// One cell of the exposure matrix in every unit.
    ExposureTableRow in "exposure" {
        exposure_id: String,
        category: String,
        company: String,
        /// A field, or `any`.
        field: String,
        tier: String,
        items: u64,
        documents: u64,
        records: u64,
        persons: u64,
    }
}

table! {
    /// The matrix again, of the documents of one collection each.
    ExposureWaveRow in "exposure_by_collection" {
        collection: String,
        category: String,
        company: String,
        /// A field, or `any`.
        field: String,
        tier: String,
        items: u64,
        documents: u64,
        records: u64,
        persons: u64,
    }
}

table! {
    /// A collection and what it added to those received before it.
    WaveRow in "waves" {
        /// 1 for the first received.
        number: u64,
        collection: String,
        source: String,
        received: String,
        items: u64,
        documents: u64,
        /// Documents that no earlier collection held.
        new_documents: u64,
        persons: u64,
        /// Persons whom no earlier collection named.
        new_persons: u64,
        /// Persons known before, of whom it shows fields that were not exposed before.
        widened_persons: u64,
        /// Fields that no earlier collection exposed of anybody.
        new_fields: Vec<String>,
    }
}

table! {
    /// What the leak site and the company's own copies share.
    OverlapRow in "overlap" {
        /// `disclosed_and_held`, `disclosed_only` or `held_only`.
        part: String,
        items: u64,
        documents: u64,
        records: u64,
        persons: u64,
    }
}

table! {
    /// A file that a listing names: its contents may come with a later collection.
    ListedRow in "listed" {
        collection: String,
        path: String,
        /// Bytes, when the listing says.
        size: Option<u64>,
    }
}

table! {
    /// A counterparty: which documents name it, which of its people stand in them.
    PartnerRow in "partners" {
        org_id: String,
        name: String,
        items: u64,
        documents: u64,
        persons: u64,
    }
}

table! {
    /// A sentence meant for publication, with its query and uncertainty.
    ClaimRow in "claims" {
        claim_id: String,
        kind: String,
        subject: String,
        unit: String,
        value: u64,
        rounding: String,
        rounded: u64,
        query: String,
        /// Events, exposure cells and samples that it rests on.
        evidence: Vec<String>,
        /// `supported`, `with_caveat` or `refused`.
        standing: String,
        uncertainty: String,
        /// The same in parts, as JSON.
        doubts: String,
        /// Bounds of an estimate from samples, at 95 %.
        low: Option<u64>,
        high: Option<u64>,
    }
}

table! {
    /// A duty of a company, assessed: whether it arises, why, and by when.
    DutyRow in "duties" {
        /// `D-<duty>-<company>`, with `-for-<controller>` for a processor.
        duty_id: String,
        duty: String,
        jurisdiction: String,
        title: String,
        company: String,
        role: String,
        for_whom: String,
        /// `arises`, `depends`, `no_duty`, `not_verified`, `decided_no_duty`, `not_in_force`, `out_of_reach`.
        outcome: String,
        because: String,
        recipient_kind: String,
        recipient: String,
        law: String,
        clause: String,
        /// `low`, `medium` or `high`: how far the text was read.
        confidence: String,
        /// The moment to plan by, RFC 3339 in UTC.
        due: Option<String>,
        /// The same where the recipient sits.
        due_local: Option<String>,
        zone: String,
        done: Option<String>,
        /// Facts that the outcome hangs on.
        missing: Vec<String>,
        /// The whole assessment as JSON: start, deadlines, trace, notes.
        assessment: String,
    }
}

table! {
    /// A letter prepared for a person.
    LetterRow in "letters" {
        batch: String,
        /// Number in its batch, from 1.
        number: u64,
        person_id: String,
        company: String,
        language: String,
        /// `post`, `mail` or `none` when there is no address.
        channel: String,
        /// Why it is written: `first` or `wider` when later files showed more of a person told before.
        occasion: String,
        /// Fields that it names.
        fields: Vec<String>,
        file: String,
        sha256: String,
    }
}

table! {
    /// A fact told for the law, in force. Served from the ledger.
    FactRow in "facts" {
        fact_id: String,
        name: String,
        value: String,
        entity: Option<String>,
        within: Option<String>,
        category: Option<String>,
        source: String,
    }
}

table! {
    /// A fact of the incident's history, in force. Served from the ledger.
    EventRow in "events" {
        event_id: String,
        kind: String,
        at: Option<String>,
        entity: Option<String>,
        source: String,
        certainty: String,
        /// The words for reports, `language: words`.
        text: Vec<String>,
        /// The duty that it fulfils, or says is not owed.
        duty: Option<String>,
        supersedes: Option<String>,
    }
}

table! {
    /// A decision in force. Served from the ledger.
    DecisionRow in "decisions" {
        number: u64,
        what: String,
        subjects: Vec<String>,
        actor: String,
        at: String,
        reason: String,
    }
}

table! {
    /// What was received together. Served from the ledger.
    CollectionRow in "collections" {
        /// 1 for the first received.
        number: u64,
        name: String,
        source: String,
        received: String,
        origin: String,
        receiver: String,
        listing: String,
    }
}

/// Name and schema of every table, in the order of the pipeline.
pub fn all() -> Vec<(&'static str, SchemaRef)> {
    fn entry<R: Row>() -> (&'static str, SchemaRef) {
        (R::TABLE, R::schema())
    }
    vec![
        entry::<ItemRow>(),
        entry::<DocumentRow>(),
        entry::<MemberRow>(),
        entry::<PartRow>(),
        entry::<WordRow>(),
        entry::<FindingRow>(),
        entry::<RecordRow>(),
        entry::<PersonRow>(),
        entry::<PersonRecordRow>(),
        entry::<AmbiguousRow>(),
        entry::<ConflictRow>(),
        entry::<JoinedRow>(),
        entry::<SharedContactRow>(),
        entry::<OrganisationRow>(),
        entry::<AttributionRow>(),
        entry::<ExposedRow>(),
        entry::<ExposureTableRow>(),
        entry::<ExposureWaveRow>(),
        entry::<WaveRow>(),
        entry::<OverlapRow>(),
        entry::<ListedRow>(),
        entry::<PartnerRow>(),
        entry::<ClaimRow>(),
        entry::<DutyRow>(),
        entry::<LetterRow>(),
    ]
}

/// Tables that are read from the ledger and never sealed.
pub fn from_ledger() -> Vec<(&'static str, SchemaRef)> {
    vec![
        (EventRow::TABLE, EventRow::schema()),
        (FactRow::TABLE, FactRow::schema()),
        (DecisionRow::TABLE, DecisionRow::schema()),
        (CollectionRow::TABLE, CollectionRow::schema()),
    ]
}

impl ItemRow {
    /// The same item without content, with the reason.
    #[must_use]
    pub fn unsealed(mut self, reason: UnreadReason, detail: String) -> Self {
        self.sha256 = None;
        self.blake3 = None;
        self.reason = Some(reason.as_str().to_owned());
        self.detail = detail;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_survive_a_batch() {
        let rows = vec![
            RecordRow {
                record_id: "r1".into(),
                names: vec!["山田".into(), "Yamada".into()],
                part: 7,
                ..Default::default()
            },
            RecordRow { record_id: "r2".into(), ..Default::default() },
        ];
        let batch = RecordRow::batch(&rows).unwrap();
        assert_eq!(RecordRow::read(&batch).unwrap(), rows);
        let item = ItemRow { path: "a".into(), path_raw: Some(vec![0xff]), ..Default::default() };
        let batch = ItemRow::batch(std::slice::from_ref(&item)).unwrap();
        assert_eq!(ItemRow::read(&batch).unwrap(), [item]);
    }

    #[test]
    fn a_batch_of_another_table_is_refused() {
        let batch = PartRow::batch(&[PartRow::default()]).unwrap();
        assert_eq!(ClaimRow::read(&batch), None);
    }

    #[test]
    fn no_two_tables_share_a_name() {
        let names: std::collections::BTreeSet<_> =
            all().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), all().len());
    }
}
