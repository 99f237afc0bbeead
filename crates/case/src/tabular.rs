//! Tables that a user brings: CSV and Parquet, read in their order and written with one more
//! column.

use crate::query::query_error;
use crate::{CaseError, Result};
use datafusion::arrow::array::{Array, ArrayRef, AsArray, RecordBatch, UInt64Array};
use datafusion::arrow::csv;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::prelude::{
    CsvReadOptions, DataFrame, ParquetReadOptions, SessionConfig, SessionContext,
};
use futures::TryStreamExt;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Csv,
    Parquet,
}

fn kind(path: &Path) -> Result<Kind> {
    match path
        .extension()
        .and_then(|ending| ending.to_str())
        .map(str::to_ascii_lowercase)
        .as_deref()
    {
        Some("csv") => Ok(Kind::Csv),
        Some("parquet") => Ok(Kind::Parquet),
        _ => Err(CaseError::Query {
            reason: format!("{} is neither .csv nor .parquet; convert it first", path.display()),
        }),
    }
}

/// Tables with the same columns, one behind the other.
#[derive(Debug)]
pub struct Tabular {
    files: Vec<PathBuf>,
    /// Names of the columns, without the spaces around them.
    pub columns: Vec<String>,
    schema: SchemaRef,
}

impl Tabular {
    /// Looks at the files' columns; all must have the same.
    pub async fn open(files: &[PathBuf]) -> Result<Self> {
        let mut known: Option<SchemaRef> = None;
        for file in files {
            if !file.is_file() {
                return Err(CaseError::MissingPath { path: file.clone() });
            }
            let schema: SchemaRef = Arc::new(read(file).await?.schema().as_arrow().clone());
            match &known {
                Some(first) if names(first) != names(&schema) => {
                    return Err(CaseError::Query {
                        reason: format!(
                            "{} has other columns than the first table; bring them to the same columns",
                            file.display()
                        ),
                    });
                }
                Some(_) => {}
                None => known = Some(schema),
            }
        }
        let schema = known.unwrap_or_else(|| Arc::new(Schema::empty()));
        Ok(Self { files: files.to_vec(), columns: names(&schema), schema })
    }

    /// Hands out the rows of these columns, in the order of the files, as text; nothing for nulls.
    pub async fn rows(
        &self,
        columns: &[String],
        mut each: impl FnMut(&[Option<&str>]) -> Result<()>,
    ) -> Result<()> {
        let wanted: Vec<usize> = columns
            .iter()
            .filter_map(|name| self.columns.iter().position(|column| column == name))
            .collect();
        self.batches(|batch| {
            let texts: Vec<ArrayRef> = wanted
                .iter()
                .map(|at| datafusion::arrow::compute::cast(batch.column(*at), &DataType::Utf8))
                .collect::<std::result::Result<_, _>>()
                .map_err(|e| CaseError::Query { reason: e.to_string() })?;
            let texts: Vec<_> =
                texts.iter().filter_map(|array| array.as_string_opt::<i32>()).collect();
            let mut row: Vec<Option<&str>> = Vec::with_capacity(texts.len());
            for at in 0..batch.num_rows() {
                row.clear();
                row.extend(texts.iter().map(|text| text.is_valid(at).then(|| text.value(at))));
                each(&row)?;
            }
            Ok(())
        })
        .await
    }

    async fn batches(&self, mut each: impl FnMut(&RecordBatch) -> Result<()>) -> Result<()> {
        for file in &self.files {
            let mut stream = read(file).await?.execute_stream().await.map_err(query_error)?;
            while let Some(batch) = stream.try_next().await.map_err(query_error)? {
                each(&batch)?;
            }
        }
        Ok(())
    }

    /// Writes all rows with one more column of numbers, as CSV or Parquet by the file's ending. The
    /// file takes its name only when it is whole.
    pub async fn write_with(&self, to: &Path, column: &str, numbers: &[u64]) -> Result<()> {
        let mut fields: Vec<Field> = self
            .schema
            .fields()
            .iter()
            .zip(&self.columns)
            .map(|(field, name)| field.as_ref().clone().with_name(name))
            .collect();
        fields.push(Field::new(column, DataType::UInt64, false));
        let schema = Arc::new(Schema::new(fields));
        let mut out = Output::create(to, &schema)?;
        let mut done = 0;
        self.batches(|batch| {
            let some = numbers.get(done..done + batch.num_rows()).unwrap_or_default();
            done += batch.num_rows();
            let mut columns = batch.columns().to_vec();
            columns.push(Arc::new(UInt64Array::from(some.to_vec())));
            let batch = RecordBatch::try_new(schema.clone(), columns)
                .map_err(|e| CaseError::Query { reason: e.to_string() })?;
            out.write(&batch)
        })
        .await?;
        out.finish()
    }
}

fn names(schema: &Schema) -> Vec<String> {
    schema.fields().iter().map(|field| field.name().trim().to_owned()).collect()
}

/// One partition: rows come in the order of the file.
async fn read(file: &Path) -> Result<DataFrame> {
    let config = SessionConfig::new().with_target_partitions(1);
    let context = SessionContext::new_with_config(config);
    let path = file.to_string_lossy();
    match kind(file)? {
        Kind::Csv => {
            // Every column is text: what looks like a number may have lost zeros otherwise.
            let ending = file
                .extension()
                .and_then(|e| e.to_str())
                .map_or_else(String::new, |e| format!(".{e}"));
            let options = CsvReadOptions::new().schema_infer_max_records(0).file_extension(&ending);
            context.read_csv(path.as_ref(), options).await
        }
        Kind::Parquet => context.read_parquet(path.as_ref(), ParquetReadOptions::default()).await,
    }
    .map_err(query_error)
}

/// A table being written.
pub struct Output {
    to: PathBuf,
    scratch: PathBuf,
    writer: Writer,
}

enum Writer {
    Csv(Box<csv::Writer<File>>),
    Parquet(Box<ArrowWriter<File>>),
}

impl std::fmt::Debug for Output {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Output({})", self.to.display())
    }
}

impl Output {
    /// Begins a file; its ending says how it is written.
    pub fn create(to: &Path, schema: &SchemaRef) -> Result<Self> {
        let kind = kind(to)?;
        let scratch = to.with_extension("part");
        let file = File::create(&scratch).map_err(|e| CaseError::io("write", &scratch, &e))?;
        let writer = match kind {
            Kind::Csv => {
                Writer::Csv(Box::new(csv::WriterBuilder::new().with_header(true).build(file)))
            }
            Kind::Parquet => Writer::Parquet(Box::new(
                ArrowWriter::try_new(file, schema.clone(), None)
                    .map_err(|e| CaseError::Query { reason: e.to_string() })?,
            )),
        };
        Ok(Self { to: to.to_path_buf(), scratch, writer })
    }

    pub fn write(&mut self, batch: &RecordBatch) -> Result<()> {
        let failed = |e: &dyn std::fmt::Display, scratch: &Path| {
            CaseError::io("write", scratch, &std::io::Error::other(e.to_string()))
        };
        match &mut self.writer {
            Writer::Csv(writer) => writer.write(batch).map_err(|e| failed(&e, &self.scratch)),
            Writer::Parquet(writer) => writer.write(batch).map_err(|e| failed(&e, &self.scratch)),
        }
    }

    pub fn finish(self) -> Result<()> {
        if let Writer::Parquet(writer) = self.writer {
            writer.close().map_err(|e| {
                CaseError::io("write", &self.scratch, &std::io::Error::other(e.to_string()))
            })?;
        }
        std::fs::rename(&self.scratch, &self.to).map_err(|e| CaseError::io("write", &self.to, &e))
    }
}
