//! What a GGUF file says of itself, read before any C++ sees it.
//!
//! Comes in: bytes, one after the other. Goes out: a [`Header`], or why there is none. Never happens: memory is asked for because a damaged file claims to be large; a panic.
//!
//! Source: the GGUF specification, docs/gguf.md of ggml; sizes of types from ggml/src/ggml-common.h.

use std::fmt;
use std::io::{self, Read};

/// What is of use of a file's metadata and tensors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    pub version: u32,
    pub architecture: String,
    pub name: Option<String>,
    pub licence: Option<String>,
    /// In Jinja, as the file brings it.
    pub chat_template: Option<String>,
    /// Tokens that the model was made for.
    pub context_length: Option<u64>,
    /// Of the vocabulary.
    pub tokens: u64,
    pub tokenizer: Option<String>,
    /// The parts that a model is split into; 0 and 1 are a whole one.
    pub parts: u64,
    /// `model`, or `adapter`, `projector` and the like.
    pub kind: Option<String>,
    pub tensors: u64,
    pub parameters: u64,
    /// Whether there are tensors that every language model of ours has.
    pub has_embedding: bool,
    /// The bytes that the file must have, where the size of each tensor's type is known.
    pub least_size: Option<u64>,
}

/// Why a file has no header of ours.
#[derive(Debug)]
pub enum HeaderError {
    /// It is something else.
    NotGguf,
    /// Another version, or the bytes of a machine of the other kind.
    Version(u32),
    /// It ends within the header.
    CutOff,
    /// Said in words: what no whole file holds.
    Damaged(String),
    Read(io::Error),
}

impl fmt::Display for HeaderError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HeaderError::NotGguf => out.write_str("it does not begin as a GGUF file does"),
            HeaderError::Version(version) => write!(out, "it is GGUF of version {version}, and 2 and 3 are known"),
            HeaderError::CutOff => out.write_str("it ends within its header"),
            HeaderError::Damaged(what) => out.write_str(what),
            HeaderError::Read(cause) => write!(out, "it cannot be read: {cause}"),
        }
    }
}

impl From<io::Error> for HeaderError {
    fn from(cause: io::Error) -> HeaderError {
        if cause.kind() == io::ErrorKind::UnexpectedEof { HeaderError::CutOff } else { HeaderError::Read(cause) }
    }
}

// More than any real file has, and little enough to be read.
const MOST_KEYS: u64 = 10_000;
const MOST_TENSORS: u64 = 100_000;
const MOST_ELEMENTS: u64 = 10_000_000;
const LONGEST_NAME: u64 = 65_536;
const LONGEST_TEXT: u64 = 4 << 20;
const MOST_DIMENSIONS: u32 = 8;
/// Arrays of arrays are allowed, and no file that we saw has them.
const DEEPEST: u32 = 3;

/// Reads as far as the tensors' descriptions go.
pub fn read_header(source: &mut dyn Read) -> Result<Header, HeaderError> {
    let mut from = Reader { source, read: 0 };
    if from.bytes::<4>()? != *b"GGUF" {
        return Err(HeaderError::NotGguf);
    }
    let mut header = Header { version: from.u32()?, ..Header::default() };
    if !(2..=3).contains(&header.version) {
        return Err(HeaderError::Version(header.version));
    }
    header.tensors = from.count(MOST_TENSORS, "tensors")?;
    let keys = from.count(MOST_KEYS, "entries")?;
    let mut alignment = 32;
    let mut context_lengths = Vec::new();
    for _ in 0..keys {
        let key = from.text(LONGEST_NAME)?;
        let value = from.value(&key)?;
        match (key.as_str(), value) {
            ("general.architecture", Value::Text(text)) => header.architecture = text,
            ("general.name", Value::Text(text)) => header.name = Some(text),
            ("general.license", Value::Text(text)) => header.licence = Some(text),
            ("general.type", Value::Text(text)) => header.kind = Some(text),
            ("general.alignment", Value::Number(number)) => alignment = number,
            ("split.count", Value::Number(number)) => header.parts = number,
            ("tokenizer.ggml.model", Value::Text(text)) => header.tokenizer = Some(text),
            ("tokenizer.ggml.tokens", Value::Elements(count)) => header.tokens = count,
            ("tokenizer.chat_template", Value::Text(text)) => header.chat_template = Some(text),
            (key, Value::Number(number)) if key.ends_with(".context_length") => context_lengths.push((key.to_string(), number)),
            _ => {}
        }
    }
    if alignment == 0 || alignment > 1 << 20 {
        return Err(HeaderError::Damaged(format!("its tensors are aligned to {alignment} bytes")));
    }
    let wanted = format!("{}.context_length", header.architecture);
    header.context_length = context_lengths.into_iter().find(|(key, _)| *key == wanted).map(|(_, number)| number);
    read_tensors(&mut from, &mut header, alignment)?;
    Ok(header)
}

fn read_tensors(from: &mut Reader<'_>, header: &mut Header, alignment: u64) -> Result<(), HeaderError> {
    let damaged = |name: &str| HeaderError::Damaged(format!("its tensor `{name}` is larger than any"));
    let mut end = Some(0_u64);
    for _ in 0..header.tensors {
        let name = from.text(LONGEST_NAME)?;
        let dimensions = from.u32()?;
        if dimensions > MOST_DIMENSIONS {
            return Err(HeaderError::Damaged(format!("its tensor `{name}` has {dimensions} dimensions")));
        }
        let mut elements = 1_u64;
        for _ in 0..dimensions {
            elements = elements.checked_mul(from.u64()?).ok_or_else(|| damaged(&name))?;
        }
        let kind = from.u32()?;
        let offset = from.u64()?;
        header.parameters = header.parameters.checked_add(elements).ok_or_else(|| damaged(&name))?;
        header.has_embedding |= name == "token_embd.weight";
        end = match (end, size_of(kind, elements)) {
            (Some(end), Some(size)) => Some(end.max(offset.checked_add(size).ok_or_else(|| damaged(&name))?)),
            _ => None,
        };
    }
    let start = from.read.next_multiple_of(alignment);
    header.least_size = end.and_then(|end| start.checked_add(end));
    Ok(())
}

/// The bytes of so many elements of a type; none for a type that is not known here.
fn size_of(kind: u32, elements: u64) -> Option<u64> {
    let (_, block, bytes) = TYPES.iter().find(|(number, _, _)| *number == kind)?;
    elements.div_ceil(*block).checked_mul(*bytes)
}

/// Number of the type, elements of a block, bytes of a block.
const TYPES: &[(u32, u64, u64)] = &[
    (0, 1, 4),
    (1, 1, 2),
    (2, 32, 18),
    (3, 32, 20),
    (6, 32, 22),
    (7, 32, 24),
    (8, 32, 34),
    (9, 32, 36),
    (10, 256, 84),
    (11, 256, 110),
    (12, 256, 144),
    (13, 256, 176),
    (14, 256, 210),
    (15, 256, 292),
    (16, 256, 66),
    (17, 256, 74),
    (18, 256, 98),
    (19, 256, 50),
    (20, 32, 18),
    (21, 256, 110),
    (22, 256, 82),
    (23, 256, 136),
    (24, 1, 1),
    (25, 1, 2),
    (26, 1, 4),
    (27, 1, 8),
    (28, 1, 8),
    (29, 256, 56),
    (30, 1, 2),
];

/// What is kept of a value.
enum Value {
    Text(String),
    /// Whole, and not negative.
    Number(u64),
    /// Of an array: how many.
    Elements(u64),
    Other,
}

struct Reader<'a> {
    source: &'a mut dyn Read,
    read: u64,
}

impl Reader<'_> {
    fn bytes<const LENGTH: usize>(&mut self) -> Result<[u8; LENGTH], HeaderError> {
        let mut bytes = [0; LENGTH];
        self.source.read_exact(&mut bytes)?;
        self.read += LENGTH as u64;
        Ok(bytes)
    }

    fn u32(&mut self) -> Result<u32, HeaderError> {
        Ok(u32::from_le_bytes(self.bytes()?))
    }

    fn u64(&mut self) -> Result<u64, HeaderError> {
        Ok(u64::from_le_bytes(self.bytes()?))
    }

    fn count(&mut self, at_most: u64, what: &str) -> Result<u64, HeaderError> {
        let count = self.u64()?;
        if count > at_most { Err(HeaderError::Damaged(format!("it claims to have {count} {what}"))) } else { Ok(count) }
    }

    fn skip(&mut self, length: u64) -> Result<(), HeaderError> {
        let skipped = io::copy(&mut (&mut *self.source).take(length), &mut io::sink())?;
        self.read += skipped;
        if skipped == length { Ok(()) } else { Err(HeaderError::CutOff) }
    }

    /// Grows with what is there, not with what is claimed.
    fn text(&mut self, at_most: u64) -> Result<String, HeaderError> {
        let length = self.u64()?;
        if length > at_most {
            return Err(HeaderError::Damaged(format!("it claims to have a text of {length} bytes")));
        }
        let mut bytes = Vec::new();
        let read = (&mut *self.source).take(length).read_to_end(&mut bytes)? as u64;
        self.read += read;
        if read < length {
            return Err(HeaderError::CutOff);
        }
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn value(&mut self, key: &str) -> Result<Value, HeaderError> {
        let kind = self.u32()?;
        self.value_of(kind, key, 0)
    }

    fn value_of(&mut self, kind: u32, key: &str, depth: u32) -> Result<Value, HeaderError> {
        Ok(match kind {
            0 | 7 => Value::Number(u64::from(self.bytes::<1>()?[0])),
            2 => Value::Number(u64::from(u16::from_le_bytes(self.bytes()?))),
            4 => Value::Number(u64::from(self.u32()?)),
            10 => Value::Number(self.u64()?),
            // Some writers take signed numbers for counts.
            5 => u64::try_from(i32::from_le_bytes(self.bytes()?)).map_or(Value::Other, Value::Number),
            11 => u64::try_from(i64::from_le_bytes(self.bytes()?)).map_or(Value::Other, Value::Number),
            8 => Value::Text(self.text(LONGEST_TEXT)?),
            9 if depth < DEEPEST => self.elements(key, depth)?,
            _ => match width_of(kind) {
                Some(width) => {
                    self.skip(width)?;
                    Value::Other
                }
                None => return Err(HeaderError::Damaged(format!("its entry `{key}` is of the type {kind}, which does not exist"))),
            },
        })
    }

    fn elements(&mut self, key: &str, depth: u32) -> Result<Value, HeaderError> {
        let kind = self.u32()?;
        let count = self.count(MOST_ELEMENTS, "elements in an array")?;
        match width_of(kind) {
            Some(width) => self.skip(width * count)?,
            None => {
                for _ in 0..count {
                    if kind == 8 {
                        let length = self.u64()?;
                        if length > LONGEST_TEXT {
                            return Err(HeaderError::Damaged(format!("it claims to have a text of {length} bytes")));
                        }
                        self.skip(length)?;
                    } else {
                        self.value_of(kind, key, depth + 1)?;
                    }
                }
            }
        }
        Ok(Value::Elements(count))
    }
}

/// Of the types that have one.
fn width_of(kind: u32) -> Option<u64> {
    match kind {
        0 | 1 | 7 => Some(1),
        2 | 3 => Some(2),
        4..=6 => Some(4),
        10..=12 => Some(8),
        _ => None,
    }
}

#[cfg(test)]
pub mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(text: &str) -> Vec<u8> {
        [&(text.len() as u64).to_le_bytes()[..], text.as_bytes()].concat()
    }

    /// One entry whose value is a text.
    fn entry(key: &str, value: &str) -> Vec<u8> {
        [text(key), 8_u32.to_le_bytes().to_vec(), text(value)].concat()
    }

    /// A file as a language model has it, with one tensor of so many numbers of two bytes.
    pub fn small_gguf(architecture: &str, template: Option<&str>, rows: u64) -> Vec<u8> {
        let mut entries = vec![
            entry("general.architecture", architecture),
            entry("general.license", "apache-2.0"),
            entry("tokenizer.ggml.model", "gpt2"),
            [text(&format!("{architecture}.context_length")), 4_u32.to_le_bytes().to_vec(), 2048_u32.to_le_bytes().to_vec()].concat(),
            [
                text("tokenizer.ggml.tokens"),
                9_u32.to_le_bytes().to_vec(),
                8_u32.to_le_bytes().to_vec(),
                2_u64.to_le_bytes().to_vec(),
                text("a"),
                text("b"),
            ]
            .concat(),
            [text("general.quantization_version"), 6_u32.to_le_bytes().to_vec(), 2_f32.to_le_bytes().to_vec()].concat(),
        ];
        entries.extend(template.map(|template| entry("tokenizer.chat_template", template)));
        let mut file = [&b"GGUF"[..], &3_u32.to_le_bytes(), &1_u64.to_le_bytes(), &(entries.len() as u64).to_le_bytes()].concat();
        file.extend(entries.concat());
        file.extend(
            [
                text("token_embd.weight"),
                2_u32.to_le_bytes().to_vec(),
                2_u64.to_le_bytes().to_vec(),
                rows.to_le_bytes().to_vec(),
                1_u32.to_le_bytes().to_vec(),
                0_u64.to_le_bytes().to_vec(),
            ]
            .concat(),
        );
        file.resize(file.len().next_multiple_of(32) + 4 * rows.min(1000) as usize, 7);
        file
    }

    fn header(bytes: &[u8]) -> Result<Header, HeaderError> {
        read_header(&mut &bytes[..])
    }

    #[test]
    fn a_whole_file_says_what_it_is() {
        let file = small_gguf("qwen2", Some("<|im_start|>"), 3);
        let read = header(&file).expect("a header");
        assert_eq!((read.architecture.as_str(), read.version, read.parameters, read.tokens), ("qwen2", 3, 6, 2));
        assert_eq!((read.context_length, read.licence.as_deref()), (Some(2048), Some("apache-2.0")));
        assert_eq!(read.chat_template.as_deref(), Some("<|im_start|>"));
        assert!(read.has_embedding);
        assert_eq!(read.least_size, Some(file.len() as u64));
    }

    #[test]
    fn a_file_that_is_something_else_or_of_another_version_says_so() {
        assert!(matches!(header(b"PK\x03\x04 a zip"), Err(HeaderError::NotGguf)));
        assert!(matches!(header(b""), Err(HeaderError::CutOff)));
        assert!(matches!(header(b"GGUF\x01\0\0\0"), Err(HeaderError::Version(1))));
        // The same number with its bytes the other way round.
        assert!(matches!(header(b"GGUF\0\0\0\x03"), Err(HeaderError::Version(_))));
    }

    #[test]
    fn a_header_that_is_cut_off_anywhere_is_no_header() {
        let file = small_gguf("llama", Some("<|im_start|>"), 1);
        let whole = file.len() - 4 - 31;
        for length in 0..whole {
            let found = header(&file[..length]);
            assert!(matches!(found, Err(HeaderError::CutOff)), "{length}: {found:?}");
        }
    }

    #[test]
    fn a_file_that_claims_to_be_large_costs_nothing() {
        let claims = |tensors: u64, keys: u64| [&b"GGUF"[..], &3_u32.to_le_bytes(), &tensors.to_le_bytes(), &keys.to_le_bytes()].concat();
        assert!(matches!(header(&claims(u64::MAX, 0)), Err(HeaderError::Damaged(_))));
        assert!(matches!(header(&claims(0, u64::MAX)), Err(HeaderError::Damaged(_))));
        let long_key = [claims(0, 1), u64::MAX.to_le_bytes().to_vec()].concat();
        assert!(matches!(header(&long_key), Err(HeaderError::Damaged(_))));
        let array = [claims(0, 1), text("k"), 9_u32.to_le_bytes().to_vec(), 8_u32.to_le_bytes().to_vec(), u64::MAX.to_le_bytes().to_vec()];
        assert!(matches!(header(&array.concat()), Err(HeaderError::Damaged(_))));
        assert!(matches!(header(&small_gguf("llama", None, u64::MAX)), Err(HeaderError::Damaged(_))));
    }

    #[test]
    fn arrays_of_arrays_end_somewhere() {
        let mut file = [&b"GGUF"[..], &3_u32.to_le_bytes(), &0_u64.to_le_bytes(), &1_u64.to_le_bytes(), &text("k")].concat();
        for _ in 0..100_000 {
            file.extend(9_u32.to_le_bytes());
            file.extend(1_u64.to_le_bytes());
        }
        assert!(header(&file).is_err());
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = header(&bytes);
            let _ = header(&[&b"GGUF\x03\0\0\0"[..], &bytes].concat());
        }

        #[test]
        fn no_changed_byte_panics(at in 0_usize..400, byte in any::<u8>()) {
            let mut file = small_gguf("llama", Some("<|im_start|>"), 2);
            let at = at % file.len();
            file[at] = byte;
            let _ = header(&file);
        }
    }
}
