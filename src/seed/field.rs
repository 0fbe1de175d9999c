//! What a generator knows: the field that it fills and the row that it stands in.

use crate::catalog::DataType;
use crate::design::Meaning;

use super::SeedValue;
use super::condition::Limits;
use super::draw::Draw;
use super::generators::time::{When, event};
use super::words::{List, Locale};

/// What an entity is, as far as its texts are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Article,
    Remark,
    Review,
    Message,
    Product,
    Label,
    Category,
    Department,
    Task,
    Event,
    Work,
    Room,
    Organization,
    Person,
    Place,
    Country,
    Thing,
}

/// Words of entity names and what they tell.
const KINDS: &[(Kind, &[&str])] = &[
    (Kind::Article, &["post", "article", "story", "page", "blog", "entry", "guide", "tutorial", "newsletter", "news"]),
    (Kind::Remark, &["comment", "reply", "remark", "annotation", "note", "answer"]),
    (Kind::Review, &["review", "rating", "testimonial", "feedback"]),
    (Kind::Message, &["message", "chat", "mail", "notification", "thread", "conversation"]),
    (Kind::Product, &["product", "item", "line", "variant", "sku", "listing", "good"]),
    (Kind::Label, &["tag", "label", "keyword", "topic", "genre", "skill", "interest"]),
    (Kind::Category, &["category", "section", "collection", "shelf"]),
    (Kind::Department, &["department", "division"]),
    (Kind::Task, &["task", "todo", "issue", "ticket", "card", "milestone", "step", "job"]),
    (Kind::Event, &["event", "meeting", "course", "lesson", "workshop", "session", "conference", "class"]),
    (Kind::Work, &["book", "film", "movie", "song", "album", "track", "novel", "work", "play", "show"]),
    (Kind::Room, &["room", "venue", "hall", "studio", "space", "desk"]),
    (
        Kind::Organization,
        &[
            "company",
            "organization",
            "organisation",
            "vendor",
            "supplier",
            "shop",
            "store",
            "publisher",
            "school",
            "clinic",
            "tenant",
            "brand",
            "manufacturer",
        ],
    ),
    (
        Kind::Person,
        &[
            "user",
            "person",
            "member",
            "author",
            "employee",
            "customer",
            "patient",
            "student",
            "teacher",
            "doctor",
            "guest",
            "contact",
            "subscriber",
            "account",
            "profile",
            "driver",
            "artist",
            "manager",
            "owner",
            "reader",
            "client",
            "attendee",
        ],
    ),
    (Kind::Country, &["country", "nation"]),
    (Kind::Place, &["city", "place", "town", "location", "address", "office", "branch", "warehouse", "station"]),
];

impl Kind {
    /// Whether its rows say what people think of something.
    pub fn is_opinion(self) -> bool {
        self == Kind::Review
    }

    /// Whether things of this kind stand before others refer to them: the goods, their categories, the rooms.
    pub fn is_early(self) -> bool {
        use Kind::*;
        matches!(self, Product | Label | Category | Department | Room | Organization | Country)
    }

    /// By the entity's name; its last word counts most: a `BlogComment` is a comment.
    pub fn of(entity: &str) -> Kind {
        let words = words(entity);
        words
            .iter()
            .rev()
            .find_map(|word| KINDS.iter().find(|(_, known)| known.iter().any(|one| is_one_of(word, one))))
            .map_or(Kind::Thing, |(kind, _)| *kind)
    }
}

/// Whether a word is this one, or its plural: tables of others are `countries` and `addresses`.
pub fn is_one_of(word: &str, one: &str) -> bool {
    let stem = |end: &str| word.strip_suffix(end);
    word == one || stem("s") == Some(one) || stem("es") == Some(one) || stem("ies").is_some_and(|stem| one.strip_suffix('y') == Some(stem))
}

/// `BlogPost`, `blog_post` → `["blog", "post"]`
pub fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut previous_lower = false;
    let mut open = false;
    for character in name.chars() {
        if !character.is_alphanumeric() {
            open = false;
            continue;
        }
        if !open || (character.is_uppercase() && previous_lower) {
            words.push(String::new());
        }
        open = true;
        previous_lower = character.is_lowercase() || character.is_ascii_digit();
        if let Some(word) = words.last_mut() {
            word.extend(character.to_lowercase());
        }
    }
    words
}

/// Types that take the same kind of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    Text,
    Integer,
    Decimal,
    Boolean,
    Time,
    Other,
}

impl Family {
    pub fn of(data_type: &DataType) -> Family {
        if data_type.array {
            return Family::Other;
        }
        match data_type.name.as_str() {
            "citext" => Family::Text,
            _ if data_type.schema.is_some() => Family::Other,
            "text" | "character varying" | "character" | "name" => Family::Text,
            "smallint" | "integer" | "bigint" | "oid" => Family::Integer,
            "numeric" | "real" | "double precision" => Family::Decimal,
            "boolean" => Family::Boolean,
            "date" | "timestamp with time zone" | "timestamp without time zone" => Family::Time,
            _ => Family::Other,
        }
    }
}

/// What the values of a user's type are made of.
#[derive(Debug, Clone)]
pub enum MadeOf {
    Itself,
    Range(Box<Field>),
    Multirange(Box<Field>),
    Composite(Vec<Field>),
}

/// What names tell, read once and not for each row.
#[derive(Debug, Clone)]
pub struct Told {
    /// The words of the column's name.
    pub words: Vec<String>,
    /// The last word of the entity's name; empty where it has none.
    pub entity: String,
    pub event: Option<&'static When>,
}

impl Told {
    pub fn of(column: &str, entity: &str) -> Told {
        let words_of_column = words(column);
        Told { event: event(&words_of_column), words: words_of_column, entity: words(entity).pop().unwrap_or_default() }
    }
}

/// A column that gets values.
#[derive(Debug, Clone)]
pub struct Field {
    pub name: String,
    pub data_type: DataType,
    pub family: Family,
    pub meaning: Meaning,
    pub kind: Kind,
    /// The name of the entity, as written.
    pub entity: String,
    pub told: Told,
    /// Of an enum, or of a CHECK that lists them.
    pub values: Vec<SeedValue>,
    pub limits: Limits,
    /// The default, where it is a plain constant.
    pub default: Option<SeedValue>,
    pub nullable: bool,
    /// Alone in a unique constraint.
    pub unique: bool,
    /// Of a table of opinions: whether they are about goods.
    pub about_goods: bool,
    /// Whether its numbers count the rows.
    pub ordinal: bool,
    /// The place of this column's values.
    pub key: u64,
    /// The place of what all fields of one row share: that of those without an owner.
    pub table: u64,
    /// The place of what several fields of one row share: the person of `billing_email` and `billing_name`.
    pub group: u64,
    /// Whether its numbers follow from rows below: a total, a counter.
    pub derived: bool,
    /// Whose words it takes.
    pub locale: &'static Locale,
    pub made_of: MadeOf,
    /// It begins or ends what must not overlap.
    pub stretch: Option<super::exclusion::Stretch>,
    /// Chosen once, by the field itself.
    pub generator: Option<&'static super::generators::Generator>,
}

impl Field {
    /// Whether the column's name is one of these or ends with one of them after `_`.
    pub fn named(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.name.strip_suffix(name).is_some_and(|head| head.is_empty() || head.ends_with('_')))
    }

    pub fn greatest_length(&self) -> usize {
        self.limits.maximum_length.map_or(usize::MAX, |length| length as usize)
    }

    pub fn least_length(&self) -> usize {
        self.limits.minimum_length.map_or(0, |length| length as usize)
    }

    pub fn words(&self, list: List) -> &'static [&'static str] {
        self.locale.list(list)
    }

    pub fn draw(&self, at: &At) -> Draw {
        Draw::at(self.key, at.row, at.variation)
    }
}

/// A row in the making.
#[derive(Debug, Clone, Copy, Default)]
pub struct At {
    /// Counted from 0 among the table's sample rows.
    pub row: u64,
    /// 0 at first; higher where an earlier value did not fit.
    pub variation: u64,
    /// When the row's story begins, in seconds since 1970.
    pub born: i64,
    /// Whether the row answers another one of its table.
    pub answers: bool,
    /// Counted from 0 among the parts of the same whole, where it is one.
    pub among: Option<u64>,
    /// The code of the country that it refers to.
    pub country: Option<[u8; 2]>,
    /// The category that it refers to, or stands under, by its place in the locale's list.
    pub category: Option<usize>,
}

impl At {
    /// What to add to a text that must differ from others: nothing at first, then the row's own number, then others.
    pub fn number(&self) -> Option<u64> {
        match self.variation {
            0 => None,
            1 => Some(self.row + 1),
            variation => Some(10 + Draw::at(0x5eed, self.row, variation).below(90_000)),
        }
    }
}

/// The part of a column's name that says whose it is: `billing` of `billing_postal_code`.
pub fn owner_of(column: &str) -> String {
    const OWN: &[&str] = &[
        "first",
        "last",
        "given",
        "family",
        "full",
        "person",
        "surname",
        "forename",
        "display",
        "user",
        "username",
        "login",
        "handle",
        "name",
        "email",
        "mail",
        "e",
        "phone",
        "street",
        "city",
        "town",
        "postal",
        "zip",
        "code",
        "country",
        "state",
        "address",
        "latitude",
        "longitude",
        "lat",
        "lng",
        "lon",
        "timezone",
        "time",
        "zone",
        "language",
        "locale",
        "currency",
        "title",
        "slug",
        "summary",
        "body",
        "content",
        "description",
        "text",
        "bio",
        "company",
        "url",
        "website",
        "line",
        "plz",
        "ort",
        "stadt",
        "strasse",
        "straße",
        "land",
        "vorname",
        "nachname",
        "firma",
        "start",
        "starts",
        "started",
        "begin",
        "begins",
        "end",
        "ends",
        "ended",
        "from",
        "to",
        "in",
        "out",
        "checkin",
        "checkout",
        "arrival",
        "departure",
        "at",
        "on",
        "date",
        "1",
        "2",
    ];
    words(column).into_iter().filter(|word| !OWN.contains(&word.as_str())).collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_known_by_their_last_telling_word() {
        assert_eq!(Kind::of("BlogPost"), Kind::Article);
        assert_eq!(Kind::of("PostComment"), Kind::Remark);
        assert_eq!(Kind::of("order_items"), Kind::Product);
        assert_eq!(Kind::of("countries"), Kind::Country);
        assert_eq!(Kind::of("Gizmo"), Kind::Thing);
    }

    #[test]
    fn fields_of_one_owner_belong_together() {
        assert_eq!(owner_of("billing_postal_code"), "billing");
        assert_eq!(owner_of("billing_city"), "billing");
        assert_eq!(owner_of("first_name"), owner_of("email"));
        assert_eq!(owner_of("person_name"), owner_of("last_name"), "one row tells of one person");
    }
}
