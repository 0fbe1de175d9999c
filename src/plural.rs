//! English nouns in the plural and in the singular.
//!
//! Comes in: one word. Goes out: the word in the other number, or as it is when it has that number already. Never happens: a regular
//! expression (compiling a set of them costs more than all the rest of a small run).
//!
//! Source of the tables: `plurals/pluralize` (MIT), pluralize.js at commit 36f03cd, whose results they keep word for word.

/// The plural of a noun; a plural stays as it is.
pub fn plural(word: &str) -> String {
    let token = word.to_lowercase();
    if IRREGULAR.iter().any(|(_, many)| *many == token) {
        return word.to_string();
    }
    if let Some((_, many)) = IRREGULAR.iter().rev().find(|(one, _)| *one == token) {
        return replaced(word, &token, common_start(&token, many), many);
    }
    if is_uncountable(&token) {
        return word.to_string();
    }
    if let Some(formed) = by_rules(word, &token, PLURAL) {
        return formed;
    }
    // No English ending is known after such a letter.
    if !token.ends_with(|last: char| last.is_ascii()) {
        return word.to_string();
    }
    format!("{}s", kept(word, &token, token.strip_suffix('s').unwrap_or(&token).len()))
}

/// A count with what it counts: `1 row`, `2 rows`, `3 entities`, `4 more lines`.
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 {
        return format!("1 {noun}");
    }
    let last = noun.rfind(' ').map_or(0, |space| space + 1);
    // PostgreSQL's documentation speaks of indexes and schemas, not of indices and schemata.
    let many = match &noun[last..] {
        one @ ("index" | "schema") => format!("{one}{}", if one.ends_with('x') { "es" } else { "s" }),
        other => plural(other),
    };
    format!("{count} {}{many}", &noun[..last])
}

/// The singular of a noun; a singular stays as it is.
pub fn singular(word: &str) -> String {
    let token = word.to_lowercase();
    if IRREGULAR.iter().any(|(one, _)| *one == token) {
        return word.to_string();
    }
    if let Some((one, _)) = IRREGULAR.iter().rev().find(|(_, many)| *many == token) {
        return replaced(word, &token, common_start(&token, one), one);
    }
    if is_uncountable(&token) {
        return word.to_string();
    }
    if let Some(formed) = by_rules(word, &token, SINGULAR) {
        return formed;
    }
    kept(word, &token, token.strip_suffix('s').unwrap_or(&token).len()).to_string()
}

fn is_uncountable(token: &str) -> bool {
    token.is_empty() || UNCOUNTABLE.contains(&token) || UNCOUNTABLE_ENDS.iter().any(|end| fits(token, end))
}

/// How words of a kind change: what a word ends with is one of `stems` and then one of `ends`; the end becomes `new`.
struct Rule {
    stems: &'static [&'static str],
    /// A longer one before a shorter.
    ends: &'static [&'static str],
    new: &'static str,
}

const fn rule(stems: &'static [&'static str], ends: &'static [&'static str], new: &'static str) -> Rule {
    Rule { stems, ends, new }
}

fn by_rules(word: &str, token: &str, rules: &[Rule]) -> Option<String> {
    rules.iter().find_map(|rule| {
        let ends = rule.ends.iter().filter_map(|end| token.strip_suffix(end));
        let stem = ends.into_iter().find(|head| rule.stems.iter().any(|stem| fits(head, stem)))?;
        Some(replaced(word, token, stem.len(), &format!("{stem}{}", rule.new)))
    })
}

/// Whether the text ends as the pattern says: letters, `[aeiou]` for one of these, `[^aeiou]` for any other character, `<` for the start of
/// a word.
fn fits(text: &str, pattern: &str) -> bool {
    let mut text = text.chars().rev();
    let mut pattern = pattern;
    while let Some(last) = pattern.chars().next_back() {
        pattern = &pattern[..pattern.len() - last.len_utf8()];
        let found = text.next();
        let fits = match last {
            '<' => found.is_none_or(|before| !before.is_alphanumeric()),
            ']' => {
                let (rest, class) = pattern.rsplit_once('[').unwrap_or(("", pattern));
                pattern = rest;
                found.is_some_and(|letter| match class.strip_prefix('^') {
                    Some(others) => !others.contains(letter),
                    None => class.contains(letter),
                })
            }
            letter => found == Some(letter),
        };
        if !fits {
            return false;
        }
    }
    true
}

/// `formed`, with the first `length` bytes as the word has them: its capitals stay.
fn replaced(word: &str, token: &str, length: usize, formed: &str) -> String {
    format!("{}{}", kept(word, token, length), &formed[length..])
}

/// The start of the word as written, or in small letters where these have another length.
fn kept<'a>(word: &'a str, token: &'a str, length: usize) -> &'a str {
    if word.len() == token.len() { word.get(..length).unwrap_or(&token[..length]) } else { &token[..length] }
}

/// The length of what two words begin with.
fn common_start(one: &str, other: &str) -> usize {
    one.char_indices().zip(other.chars()).find(|((_, a), b)| a != b).map_or(one.len().min(other.len()), |((at, _), _)| at)
}

/// Singular and plural.
const IRREGULAR: &[(&str, &str)] = &[
    ("specimen", "specimens"),
    ("regimen", "regimens"),
    ("taxon", "taxa"),
    // Pronouns.
    ("i", "we"),
    ("me", "us"),
    ("he", "they"),
    ("she", "they"),
    ("them", "them"),
    ("myself", "ourselves"),
    ("yourself", "yourselves"),
    ("itself", "themselves"),
    ("herself", "themselves"),
    ("himself", "themselves"),
    ("themself", "themselves"),
    ("is", "are"),
    ("was", "were"),
    ("has", "have"),
    ("this", "these"),
    ("that", "those"),
    ("my", "our"),
    ("its", "their"),
    ("his", "their"),
    ("her", "their"),
    // A consonant and `o`.
    ("echo", "echoes"),
    ("dingo", "dingoes"),
    ("volcano", "volcanoes"),
    ("tornado", "tornadoes"),
    ("torpedo", "torpedoes"),
    // Latin and Greek.
    ("genus", "genera"),
    ("viscus", "viscera"),
    ("stigma", "stigmata"),
    ("stoma", "stomata"),
    ("dogma", "dogmata"),
    ("lemma", "lemmata"),
    ("schema", "schemata"),
    ("anathema", "anathemata"),
    // Others.
    ("ox", "oxen"),
    ("axe", "axes"),
    ("die", "dice"),
    ("yes", "yeses"),
    ("foot", "feet"),
    ("eave", "eaves"),
    ("goose", "geese"),
    ("tooth", "teeth"),
    ("quiz", "quizzes"),
    ("human", "humans"),
    ("proof", "proofs"),
    ("carve", "carves"),
    ("valve", "valves"),
    ("looey", "looies"),
    ("thief", "thieves"),
    ("groove", "grooves"),
    ("pickaxe", "pickaxes"),
    ("passerby", "passersby"),
    ("canvas", "canvases"),
];

/// The first that fits decides.
const PLURAL: &[Rule] = &[
    rule(&["<"], &["thou"], "you"),
    rule(&["m"], &["an", "en"], "en"),
    rule(&["eaux"], &[""], ""),
    rule(&["child"], &["ren", ""], "ren"),
    rule(&["pe"], &["rson", "ople"], "ople"),
    rule(&["<m", "<titm", "<l"], &["ice", "ouse"], "ice"),
    rule(&["matr", "cod", "mur", "sil", "vert", "ind", "append"], &["ix", "ex"], "ices"),
    rule(&["x", "ch", "ss", "sh", "zz"], &[""], "es"),
    rule(&["[^ch][ieo][ln]"], &["ey"], "ies"),
    rule(&["[^aeiouy]", "qu"], &["y"], "ies"),
    rule(&["kni", "wi", "li"], &["fe"], "ves"),
    rule(&["ar", "l", "ea", "eo", "oa", "hoo"], &["f"], "ves"),
    rule(&[""], &["sis"], "ses"),
    rule(
        &["apheli", "hyperbat", "periheli", "asyndet", "noumen", "phenomen", "criteri", "organ", "prolegomen", "hedr", "automat"],
        &["a", "on"],
        "a",
    ),
    rule(
        &[
            "agend",
            "addend",
            "millenni",
            "dat",
            "extrem",
            "bacteri",
            "desiderat",
            "strat",
            "candelabr",
            "errat",
            "ov",
            "symposi",
            "curricul",
            "automat",
            "quor",
        ],
        &["a", "um"],
        "a",
    ),
    rule(&["her", "at", "gr"], &["o"], "oes"),
    rule(&["seraph", "cherub"], &["im", ""], "im"),
    rule(&["alumn", "alg", "vertebr"], &["ae", "a"], "ae"),
    rule(
        &["alumn", "syllab", "vir", "radi", "nucle", "fung", "cact", "stimul", "termin", "bacill", "foc", "uter", "loc", "strat"],
        &["us", "i"],
        "i",
    ),
    rule(&["[^l]ias", "[aeiou]las", "[ejzr]as", "[iu]am"], &[""], ""),
    rule(&["emu", "enu"], &["s", ""], "s"),
    rule(&["alias", "[^aou]us", "tlas", "tmas", "gas", "ris"], &[""], "es"),
    rule(&["ax", "test"], &["is"], "es"),
];

/// The first that fits decides.
const SINGULAR: &[Rule] = &[
    rule(&["m"], &["en"], "an"),
    rule(&["eau"], &["x", ""], ""),
    rule(&["child"], &["ren"], ""),
    rule(&["pe"], &["rson", "ople"], "rson"),
    rule(&["matr", "append"], &["ices"], "ix"),
    rule(&["cod", "mur", "sil", "vert", "ind"], &["ices"], "ex"),
    rule(&["alumn", "alg", "vertebr"], &["ae"], "a"),
    rule(
        &["apheli", "hyperbat", "periheli", "asyndet", "noumen", "phenomen", "criteri", "organ", "prolegomen", "hedr", "automat"],
        &["a"],
        "on",
    ),
    rule(
        &[
            "agend",
            "addend",
            "millenni",
            "dat",
            "extrem",
            "bacteri",
            "desiderat",
            "strat",
            "candelabr",
            "errat",
            "ov",
            "symposi",
            "curricul",
            "quor",
        ],
        &["a"],
        "um",
    ),
    rule(
        &["alumn", "syllab", "vir", "radi", "nucle", "fung", "cact", "stimul", "termin", "bacill", "foc", "uter", "loc", "strat"],
        &["us", "i"],
        "us",
    ),
    rule(&["test"], &["is", "es"], "is"),
    rule(&["movie", "twelve", "abuse", "emu", "enu"], &["s"], ""),
    rule(&["analy", "diagno", "parenthe", "progno", "synop", "the", "empha", "cri", "ne"], &["sis", "ses"], "sis"),
    rule(
        &["x", "ch", "ss", "sh", "zz", "tto", "go", "cho", "alias", "[^aou]us", "tlas", "tmas", "gas", "hero", "ato", "gro", "[aeiou]ris"],
        &["es", ""],
        "",
    ),
    rule(&["seraph", "cherub"], &["im"], ""),
    rule(&["<m", "<titm", "<l"], &["ice"], "ouse"),
    rule(&["<mon", "<smil"], &["ies"], "ey"),
    rule(
        &[
            "<l", "<t", "<neckt", "<crosst", "<hogt", "<aunt", "<coll", "<faer", "<food", "<gen", "<goon", "<group", "<hipp", "<junk",
            "<vegg", "<p", "<porkp", "<charl", "<calor", "<cut",
        ],
        &["ies"],
        "ie",
    ),
    rule(&["dg", "ss", "ois", "lk", "ok", "wn", "mb", "th", "ch", "ec", "oal", "is", "ck", "ix", "sser", "ts", "wb"], &["ies"], "ie"),
    rule(&[""], &["ies"], "y"),
    rule(&["ar", "wol", "al", "el", "[eo][ao]"], &["ves"], "f"),
    rule(&["wi", "kni", "afterli", "halfli", "highli", "lowli", "midli", "nonli", "nightli", "<li"], &["ves"], "fe"),
    rule(&["ss"], &[""], ""),
];

const UNCOUNTABLE: &[&str] = &[
    "adulthood",
    "advice",
    "agenda",
    "aid",
    "aircraft",
    "alcohol",
    "ammo",
    "analytics",
    "anime",
    "athletics",
    "audio",
    "bison",
    "blood",
    "bream",
    "buffalo",
    "butter",
    "carp",
    "cash",
    "chassis",
    "chess",
    "clothing",
    "cod",
    "commerce",
    "cooperation",
    "corps",
    "debris",
    "diabetes",
    "digestion",
    "elk",
    "energy",
    "equipment",
    "excretion",
    "expertise",
    "firmware",
    "flounder",
    "fun",
    "gallows",
    "garbage",
    "graffiti",
    "hardware",
    "headquarters",
    "health",
    "herpes",
    "highjinks",
    "homework",
    "housework",
    "information",
    "jeans",
    "justice",
    "kudos",
    "labour",
    "literature",
    "machinery",
    "mackerel",
    "mail",
    "media",
    "mews",
    "moose",
    "music",
    "mud",
    "manga",
    "news",
    "only",
    "personnel",
    "pike",
    "plankton",
    "pliers",
    "police",
    "pollution",
    "premises",
    "rain",
    "research",
    "rice",
    "salmon",
    "scissors",
    "series",
    "sewage",
    "shambles",
    "shrimp",
    "software",
    "staff",
    "swine",
    "tennis",
    "traffic",
    "transportation",
    "trout",
    "tuna",
    "wealth",
    "welfare",
    "whiting",
    "wildebeest",
    "wildlife",
    "you",
];

/// Chinese, reindeer, blowfish, carnivorous …
const UNCOUNTABLE_ENDS: &[&str] = &["pokemon", "pokémon", "[^aeiou]ese", "deer", "fish", "measles", "ois", "ous", "pox", "sheep"];

#[cfg(test)]
mod tests {
    use super::*;

    const NOUNS: &str = "
        user/users post/posts comment/comments tag/tags category/categories person/people child/children man/men woman/women
        address/addresses status/statuses analysis/analyses index/indices news/news series/series data/data datum/data medium/mediums
        media/media bus/buses box/boxes church/churches dish/dishes class/classes glass/glasses quiz/quizzes hero/heroes
        potato/potatoes tomato/tomatoes photo/photos piano/pianos video/videos radio/radios echo/echoes volcano/volcanoes knife/knives
        wife/wives life/lives leaf/leaves half/halves loaf/loaves thief/thieves shelf/shelves wolf/wolves roof/roofs proof/proofs
        chief/chiefs belief/beliefs cliff/cliffs staff/staff day/days key/keys boy/boys toy/toys city/cities country/countries
        company/companies party/parties story/stories activity/activities entity/entities policy/policies property/properties
        reply/replies currency/currencies inventory/inventories delivery/deliveries money/monies monkey/monkeys journey/journeys
        valley/valleys survey/surveys attorney/attorneys mouse/mice louse/lice house/houses goose/geese tooth/teeth foot/feet ox/oxen
        deer/deer fish/fish sheep/sheep moose/moose aircraft/aircraft species/species crisis/crises basis/bases thesis/theses
        diagnosis/diagnoses hypothesis/hypotheses parenthesis/parentheses synopsis/synopses emphasis/emphases axis/axes oasis/oases
        criterion/criteria phenomenon/phenomena automaton/automata curriculum/curricula symposium/symposia bacterium/bacteria
        stadium/stadiums album/albums museum/museums forum/forums premium/premiums cactus/cacti fungus/fungi radius/radii
        nucleus/nuclei stimulus/stimuli focus/foci locus/loci virus/viri bonus/bonuses campus/campuses census/censuses corpus/corpuses
        genus/genera octopus/octopuses syllabus/syllabi alumnus/alumni matrix/matrices vertex/vertices appendix/appendices
        codex/codices suffix/suffixes prefix/prefixes fix/fixes mix/mixes tax/taxes fax/faxes schema/schemata dogma/dogmata
        stigma/stigmata formula/formulas antenna/antennas agenda/agenda alga/algae vertebra/vertebrae quota/quotas alias/aliases
        atlas/atlases gas/gases canvas/canvases bias/bias lens/lens process/processes access/accesses business/businesses
        invoice/invoices price/prices device/devices service/services license/licenses licence/licences response/responses
        purchase/purchases course/courses employee/employees committee/committees fee/fees tree/trees movie/movies cookie/cookies
        calorie/calories tie/ties pie/pies lie/lies zombie/zombies equipment/equipment information/information software/software
        hardware/hardware firmware/firmware research/research traffic/traffic music/music mail/mail police/police homework/homework
        advice/advice energy/energy commerce/commerce health/health wealth/wealth cash/cash analytics/analytics athletics/athletics
        jeans/jeans scissors/scissors headquarters/headquarters chassis/chassis debris/debris corps/corps premises/premises
        passerby/passersby human/humans german/germen roman/romen superman/supermen salesman/salesmen order/orders item/items
        product/products cart/carts payment/payments refund/refunds shipment/shipments warehouse/warehouses supplier/suppliers
        customer/customers account/accounts transaction/transactions balance/balances ledger/ledgers contract/contracts
        message/messages conversation/conversations channel/channels thread/threads attachment/attachments notification/notifications
        subscription/subscriptions membership/memberships organization/organizations team/teams role/roles permission/permissions
        session/sessions token/tokens webhook/webhooks event/events venue/venues ticket/tickets booking/bookings
        reservation/reservations room/rooms hotel/hotels flight/flights airport/airports passenger/passengers seat/seats route/routes
        vehicle/vehicles driver/drivers student/students teacher/teachers lesson/lessons exam/exams grade/grades school/schools
        university/universities library/libraries author/authors publisher/publishers chapter/chapters page/pages patient/patients
        doctor/doctors nurse/nurses appointment/appointments prescription/prescriptions medicine/medicines hospital/hospitals
        ward/wards bed/beds sheriff/sheriffs handkerchief/handkerchiefs dwarf/dwarves scarf/scarves calf/calves self/selves elf/elves
        waltz/waltzs buzz/buzzes topaz/topazs fez/fezs match/matches batch/batches branch/branches watch/watches search/searches
        bench/benches epoch/epoches stomach/stomaches loch/loches like/likes vote/votes follower/followers bookmark/bookmarks
        feed/feeds playlist/playlists song/songs artist/artists band/bands concert/concerts
    ";

    /// Plurals whose singular is not guessed back.
    const ONE_WAY: &[(&str, &str)] = &[
        ("data", "datum"),
        ("species", "specie"),
        ("bases", "base"),
        ("axes", "axe"),
        ("oases", "oase"),
        ("bias", "bia"),
        ("lens", "len"),
    ];

    #[test]
    fn nouns_have_the_plurals_of_pluralize() {
        let mut count = 0;
        for pair in NOUNS.split_whitespace() {
            let (one, many) = pair.split_once('/').expect("singular/plural");
            assert_eq!(plural(one), many);
            assert_eq!(plural(many), many, "a plural stays");
            let back = ONE_WAY.iter().find(|(plural, _)| *plural == many).map_or(one, |(_, back)| back);
            assert_eq!(singular(many), back);
            count += 1;
        }
        assert!(count >= 200);
    }

    #[test]
    fn capitals_of_the_word_stay_and_any_text_has_an_answer() {
        for (one, many) in [("Person", "People"), ("Child", "Children"), ("Foot", "Feet"), ("Staff", "Staff")] {
            assert_eq!(plural(one), many);
        }
        assert_eq!(singular("People"), "Person");
        for odd in ["", "s", "ſ", "İ", "Kelvins", "straße", "日本", "ß]", "[", "İs", "a b"] {
            let _ = (plural(odd), singular(odd));
        }
        assert_eq!((plural("").as_str(), plural("straße").as_str(), plural("café").as_str()), ("", "straßes", "café"));
    }

    #[test]
    fn patterns_know_classes_and_the_start_of_a_word() {
        assert!(fits("virus", "[^aou]us") && !fits("ous", "[^aou]us") && !fits("us", "[^aou]us"));
        assert!(fits("l", "<l") && fits("a l", "<l") && !fits("al", "<l"));
        assert!(fits("anything", "") && fits("", "<") && !fits("", "a"));
    }
}
