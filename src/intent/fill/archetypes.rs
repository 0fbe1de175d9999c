//! Archetypes: what every modeller would add to an entity of a well-known kind.
//!
//! Comes in: an entity's name, and the other entities. Goes out: the archetype that it is one of. One file of `data/archetypes/` each, of lines:
//!
//! - `# …`: what it is, in a sentence;
//! - `names: a, b`: what it is called, in the singular; longer names end so too (`BlogPost` is a `post`);
//! - `when: a | b`: only beside one of these entities;
//! - `field: …`: as `.schema` writes it; `{ a b }` in the place of a type are states;
//! - `bare: …`: a field that is kept only where a text tells fields of nothing; who tells what is kept of one thing would have told this, too;
//! - `reference: name -> a | b`: to the first of these entities that is there, with `?`, `on delete cascade`, and `lone` where only an entity without any relation gets it; it is
//!   named as what is there (`post -> post | photo` is `photo -> Photo`);
//! - `role: …`: the same, and its name stays (`author -> User`);
//! - `link: a | b`: many of it and many of the first of these entities that is there, unless another entity stands between them;
//! - `part`: a line of a whole, never without it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::super::names;

/// Every archetype, sorted by the name of its file.
const FILES: &[(&str, &str)] = &[
    ("account", include_str!("../data/archetypes/account.txt")),
    ("address", include_str!("../data/archetypes/address.txt")),
    ("administrator", include_str!("../data/archetypes/administrator.txt")),
    ("airline", include_str!("../data/archetypes/airline.txt")),
    ("airport", include_str!("../data/archetypes/airport.txt")),
    ("album", include_str!("../data/archetypes/album.txt")),
    ("answer", include_str!("../data/archetypes/answer.txt")),
    ("api_key", include_str!("../data/archetypes/api_key.txt")),
    ("application", include_str!("../data/archetypes/application.txt")),
    ("appointment", include_str!("../data/archetypes/appointment.txt")),
    ("artwork", include_str!("../data/archetypes/artwork.txt")),
    ("assignment", include_str!("../data/archetypes/assignment.txt")),
    ("attachment", include_str!("../data/archetypes/attachment.txt")),
    ("attendance", include_str!("../data/archetypes/attendance.txt")),
    ("audit_log", include_str!("../data/archetypes/audit_log.txt")),
    ("author", include_str!("../data/archetypes/author.txt")),
    ("bank_account", include_str!("../data/archetypes/bank_account.txt")),
    ("bid", include_str!("../data/archetypes/bid.txt")),
    ("bike", include_str!("../data/archetypes/bike.txt")),
    ("blog", include_str!("../data/archetypes/blog.txt")),
    ("board", include_str!("../data/archetypes/board.txt")),
    ("book", include_str!("../data/archetypes/book.txt")),
    ("book_copy", include_str!("../data/archetypes/book_copy.txt")),
    ("booking", include_str!("../data/archetypes/booking.txt")),
    ("brand", include_str!("../data/archetypes/brand.txt")),
    ("budget", include_str!("../data/archetypes/budget.txt")),
    ("build", include_str!("../data/archetypes/build.txt")),
    ("building", include_str!("../data/archetypes/building.txt")),
    ("campaign", include_str!("../data/archetypes/campaign.txt")),
    ("cart", include_str!("../data/archetypes/cart.txt")),
    ("cart_item", include_str!("../data/archetypes/cart_item.txt")),
    ("category", include_str!("../data/archetypes/category.txt")),
    ("claim", include_str!("../data/archetypes/claim.txt")),
    ("class", include_str!("../data/archetypes/class.txt")),
    ("comment", include_str!("../data/archetypes/comment.txt")),
    ("commit", include_str!("../data/archetypes/commit.txt")),
    ("company", include_str!("../data/archetypes/company.txt")),
    ("contact", include_str!("../data/archetypes/contact.txt")),
    ("contract", include_str!("../data/archetypes/contract.txt")),
    ("conversation", include_str!("../data/archetypes/conversation.txt")),
    ("country", include_str!("../data/archetypes/country.txt")),
    ("coupon", include_str!("../data/archetypes/coupon.txt")),
    ("course", include_str!("../data/archetypes/course.txt")),
    ("currency", include_str!("../data/archetypes/currency.txt")),
    ("customer", include_str!("../data/archetypes/customer.txt")),
    ("deal", include_str!("../data/archetypes/deal.txt")),
    ("department", include_str!("../data/archetypes/department.txt")),
    ("device", include_str!("../data/archetypes/device.txt")),
    ("dining_table", include_str!("../data/archetypes/dining_table.txt")),
    ("dish", include_str!("../data/archetypes/dish.txt")),
    ("doctor", include_str!("../data/archetypes/doctor.txt")),
    ("document", include_str!("../data/archetypes/document.txt")),
    ("donation", include_str!("../data/archetypes/donation.txt")),
    ("driver", include_str!("../data/archetypes/driver.txt")),
    ("election", include_str!("../data/archetypes/election.txt")),
    ("email_address", include_str!("../data/archetypes/email_address.txt")),
    ("employee", include_str!("../data/archetypes/employee.txt")),
    ("enrollment", include_str!("../data/archetypes/enrollment.txt")),
    ("episode", include_str!("../data/archetypes/episode.txt")),
    ("event", include_str!("../data/archetypes/event.txt")),
    ("event_ticket", include_str!("../data/archetypes/event_ticket.txt")),
    ("exercise", include_str!("../data/archetypes/exercise.txt")),
    ("expense", include_str!("../data/archetypes/expense.txt")),
    ("festival", include_str!("../data/archetypes/festival.txt")),
    ("fine", include_str!("../data/archetypes/fine.txt")),
    ("flight", include_str!("../data/archetypes/flight.txt")),
    ("follow", include_str!("../data/archetypes/follow.txt")),
    ("game_object", include_str!("../data/archetypes/game_object.txt")),
    ("grade", include_str!("../data/archetypes/grade.txt")),
    ("hive", include_str!("../data/archetypes/hive.txt")),
    ("hold", include_str!("../data/archetypes/hold.txt")),
    ("ingredient", include_str!("../data/archetypes/ingredient.txt")),
    ("inspection", include_str!("../data/archetypes/inspection.txt")),
    ("invoice", include_str!("../data/archetypes/invoice.txt")),
    ("invoice_line", include_str!("../data/archetypes/invoice_line.txt")),
    ("item", include_str!("../data/archetypes/item.txt")),
    ("job", include_str!("../data/archetypes/job.txt")),
    ("job_posting", include_str!("../data/archetypes/job_posting.txt")),
    ("kind", include_str!("../data/archetypes/kind.txt")),
    ("leave_request", include_str!("../data/archetypes/leave_request.txt")),
    ("lesson", include_str!("../data/archetypes/lesson.txt")),
    ("like", include_str!("../data/archetypes/like.txt")),
    ("line_item", include_str!("../data/archetypes/line_item.txt")),
    ("listing", include_str!("../data/archetypes/listing.txt")),
    ("loan", include_str!("../data/archetypes/loan.txt")),
    ("login_session", include_str!("../data/archetypes/login_session.txt")),
    ("match", include_str!("../data/archetypes/match.txt")),
    ("medical_record", include_str!("../data/archetypes/medical_record.txt")),
    ("medication", include_str!("../data/archetypes/medication.txt")),
    ("meeting", include_str!("../data/archetypes/meeting.txt")),
    ("member", include_str!("../data/archetypes/member.txt")),
    ("menu", include_str!("../data/archetypes/menu.txt")),
    ("message", include_str!("../data/archetypes/message.txt")),
    ("milestone", include_str!("../data/archetypes/milestone.txt")),
    ("movie", include_str!("../data/archetypes/movie.txt")),
    ("note", include_str!("../data/archetypes/note.txt")),
    ("notification", include_str!("../data/archetypes/notification.txt")),
    ("offer", include_str!("../data/archetypes/offer.txt")),
    ("option", include_str!("../data/archetypes/option.txt")),
    ("order", include_str!("../data/archetypes/order.txt")),
    ("order_line", include_str!("../data/archetypes/order_line.txt")),
    ("organization", include_str!("../data/archetypes/organization.txt")),
    ("page", include_str!("../data/archetypes/page.txt")),
    ("parking_spot", include_str!("../data/archetypes/parking_spot.txt")),
    ("party", include_str!("../data/archetypes/party.txt")),
    ("patient", include_str!("../data/archetypes/patient.txt")),
    ("payment", include_str!("../data/archetypes/payment.txt")),
    ("payslip", include_str!("../data/archetypes/payslip.txt")),
    ("performance", include_str!("../data/archetypes/performance.txt")),
    ("person", include_str!("../data/archetypes/person.txt")),
    ("pet", include_str!("../data/archetypes/pet.txt")),
    ("phone_number", include_str!("../data/archetypes/phone_number.txt")),
    ("photo", include_str!("../data/archetypes/photo.txt")),
    ("place_name", include_str!("../data/archetypes/place_name.txt")),
    ("plan", include_str!("../data/archetypes/plan.txt")),
    ("plant", include_str!("../data/archetypes/plant.txt")),
    ("player", include_str!("../data/archetypes/player.txt")),
    ("playlist", include_str!("../data/archetypes/playlist.txt")),
    ("post", include_str!("../data/archetypes/post.txt")),
    ("prescription", include_str!("../data/archetypes/prescription.txt")),
    ("product", include_str!("../data/archetypes/product.txt")),
    ("product_variant", include_str!("../data/archetypes/product_variant.txt")),
    ("project", include_str!("../data/archetypes/project.txt")),
    ("property", include_str!("../data/archetypes/property.txt")),
    ("question", include_str!("../data/archetypes/question.txt")),
    ("quote", include_str!("../data/archetypes/quote.txt")),
    ("reading", include_str!("../data/archetypes/reading.txt")),
    ("recipe", include_str!("../data/archetypes/recipe.txt")),
    ("recipe_ingredient", include_str!("../data/archetypes/recipe_ingredient.txt")),
    ("recipe_step", include_str!("../data/archetypes/recipe_step.txt")),
    ("refund", include_str!("../data/archetypes/refund.txt")),
    ("release", include_str!("../data/archetypes/release.txt")),
    ("repair", include_str!("../data/archetypes/repair.txt")),
    ("repository", include_str!("../data/archetypes/repository.txt")),
    ("review", include_str!("../data/archetypes/review.txt")),
    ("role", include_str!("../data/archetypes/role.txt")),
    ("room", include_str!("../data/archetypes/room.txt")),
    ("route", include_str!("../data/archetypes/route.txt")),
    ("screening", include_str!("../data/archetypes/screening.txt")),
    ("seat", include_str!("../data/archetypes/seat.txt")),
    ("seat_booking", include_str!("../data/archetypes/seat_booking.txt")),
    ("sensor", include_str!("../data/archetypes/sensor.txt")),
    ("service", include_str!("../data/archetypes/service.txt")),
    ("setting", include_str!("../data/archetypes/setting.txt")),
    ("shift", include_str!("../data/archetypes/shift.txt")),
    ("shipment", include_str!("../data/archetypes/shipment.txt")),
    ("shop", include_str!("../data/archetypes/shop.txt")),
    ("skill", include_str!("../data/archetypes/skill.txt")),
    ("software", include_str!("../data/archetypes/software.txt")),
    ("song", include_str!("../data/archetypes/song.txt")),
    ("standing", include_str!("../data/archetypes/standing.txt")),
    ("stock_level", include_str!("../data/archetypes/stock_level.txt")),
    ("stock_movement", include_str!("../data/archetypes/stock_movement.txt")),
    ("stop", include_str!("../data/archetypes/stop.txt")),
    ("student", include_str!("../data/archetypes/student.txt")),
    ("submission", include_str!("../data/archetypes/submission.txt")),
    ("subscription", include_str!("../data/archetypes/subscription.txt")),
    ("supplier", include_str!("../data/archetypes/supplier.txt")),
    ("support_ticket", include_str!("../data/archetypes/support_ticket.txt")),
    ("survey", include_str!("../data/archetypes/survey.txt")),
    ("tag", include_str!("../data/archetypes/tag.txt")),
    ("task", include_str!("../data/archetypes/task.txt")),
    ("teacher", include_str!("../data/archetypes/teacher.txt")),
    ("team", include_str!("../data/archetypes/team.txt")),
    ("thread", include_str!("../data/archetypes/thread.txt")),
    ("time_entry", include_str!("../data/archetypes/time_entry.txt")),
    ("time_slot", include_str!("../data/archetypes/time_slot.txt")),
    ("tool", include_str!("../data/archetypes/tool.txt")),
    ("tournament", include_str!("../data/archetypes/tournament.txt")),
    ("training", include_str!("../data/archetypes/training.txt")),
    ("transaction", include_str!("../data/archetypes/transaction.txt")),
    ("trip", include_str!("../data/archetypes/trip.txt")),
    ("user", include_str!("../data/archetypes/user.txt")),
    ("vaccination", include_str!("../data/archetypes/vaccination.txt")),
    ("vehicle", include_str!("../data/archetypes/vehicle.txt")),
    ("venue", include_str!("../data/archetypes/venue.txt")),
    ("video", include_str!("../data/archetypes/video.txt")),
    ("viewing", include_str!("../data/archetypes/viewing.txt")),
    ("visit", include_str!("../data/archetypes/visit.txt")),
    ("vote", include_str!("../data/archetypes/vote.txt")),
    ("wallet", include_str!("../data/archetypes/wallet.txt")),
    ("webhook", include_str!("../data/archetypes/webhook.txt")),
    ("wishlist", include_str!("../data/archetypes/wishlist.txt")),
    ("workout", include_str!("../data/archetypes/workout.txt")),
];

#[derive(Debug, Default)]
pub struct Archetype {
    pub file: &'static str,
    /// A sentence.
    pub is: &'static str,
    names: Vec<String>,
    when: Vec<String>,
    pub fields: Vec<ArchetypeField>,
    pub references: Vec<ArchetypeReference>,
    pub links: Vec<ArchetypeLink>,
    pub part: bool,
}

/// Many to many.
#[derive(Debug, Default)]
pub struct ArchetypeLink {
    /// Keys of names, the best first.
    pub targets: Vec<String>,
    pub lone: bool,
}

#[derive(Debug, Default)]
pub struct ArchetypeField {
    pub name: String,
    /// Only of a text that tells fields of nothing.
    pub bare: bool,
    /// Empty where there are states.
    pub kind: String,
    pub states: Vec<String>,
    pub optional: bool,
    pub unique: bool,
    pub default: Option<String>,
}

#[derive(Debug, Default)]
pub struct ArchetypeReference {
    pub name: String,
    /// Keys of names, the best first.
    pub targets: Vec<String>,
    pub optional: bool,
    pub on_delete: Option<String>,
    pub lone: bool,
    /// Its name stays, whatever it refers to.
    pub role: bool,
}

static ALL: LazyLock<Vec<Archetype>> = LazyLock::new(|| FILES.iter().map(|(file, text)| read(file, text)).collect());

/// Archetypes by the keys of their names; those with a condition first.
static BY_NAME: LazyLock<BTreeMap<&'static str, Vec<&'static Archetype>>> = LazyLock::new(|| {
    let mut found: BTreeMap<&str, Vec<&Archetype>> = BTreeMap::new();
    for archetype in ALL.iter() {
        for name in &archetype.names {
            found.entry(name).or_default().push(archetype);
        }
    }
    found.values_mut().for_each(|same| same.sort_by_key(|archetype| archetype.when.is_empty()));
    found
});

#[cfg(test)]
pub fn all() -> &'static [Archetype] {
    &ALL
}

/// The archetype of an entity, by its whole name or by the longest end of it. `others`: keys of all entities.
pub fn of(entity: &str, others: &[String]) -> Option<&'static Archetype> {
    let beside = |archetype: &Archetype| archetype.when.is_empty() || archetype.when.iter().any(|name| others.contains(name));
    names::ends(entity).iter().find_map(|end| BY_NAME.get(end.as_str())?.iter().copied().find(|archetype| beside(archetype)))
}

/// Whether something of this name is mostly a thing of its own.
pub fn is_typical(name: &str) -> bool {
    BY_NAME.get(names::key(name).as_str()).is_some_and(|known| known.iter().any(|archetype| !archetype.part))
}

/// Whether such a thing mostly has a field of this name.
pub fn is_typical_field(name: &str, field: &str) -> bool {
    named(name).is_some_and(|archetype| archetype.fields.iter().any(|one| one.name == field))
}

/// Whether such a thing is mostly of the other: a cart, of its customer.
pub fn belongs_to(name: &str, other: &str) -> bool {
    let other = names::key(other);
    let of = |archetype: &Archetype| archetype.references.iter().any(|one| !one.role && !one.lone && one.targets.contains(&other));
    named(name).is_some_and(of)
}

/// Of whom a part of such a thing is played, as names of entities; none where it is no such part.
pub fn targets_of_role(name: &str, role: &str) -> Vec<String> {
    let role = |archetype: &&'static Archetype| archetype.references.iter().find(|one| one.role && one.name == role);
    let found = named(name).as_ref().and_then(role);
    found.map_or_else(Vec::new, |one| one.targets.iter().map(|target| target.replace(' ', "_")).collect())
}

/// The archetype of a name, whatever stands beside it.
fn named(name: &str) -> Option<&'static Archetype> {
    names::ends(name).iter().find_map(|end| BY_NAME.get(end.as_str())?.last().copied())
}

impl Archetype {
    /// Whether this is a name of it.
    pub fn is_called(&self, key: &str) -> bool {
        self.names.iter().any(|name| name == key)
    }
}

fn read(file: &'static str, text: &'static str) -> Archetype {
    let mut archetype = Archetype { file, ..Archetype::default() };
    for line in text.lines() {
        match line.split_once(':') {
            _ if line.starts_with('#') => archetype.is = line.trim_start_matches('#').trim(),
            Some(("names", list)) => archetype.names = list.split(',').map(names::key).collect(),
            Some(("link", list)) => {
                let (list, lone) = list.trim().strip_suffix(" lone").map_or((list, false), |list| (list, true));
                archetype.links.push(ArchetypeLink { targets: list.split('|').map(names::key).collect(), lone });
            }
            Some(("when", list)) => archetype.when = list.split('|').map(names::key).collect(),
            Some(("field", rest)) => archetype.fields.push(field(rest.trim())),
            Some(("bare", rest)) => archetype.fields.push(ArchetypeField { bare: true, ..field(rest.trim()) }),
            Some(("reference", rest)) => archetype.references.extend(reference(rest)),
            Some(("role", rest)) => archetype.references.extend(reference(rest).map(|role| ArchetypeReference { role: true, ..role })),
            _ => archetype.part |= line == "part",
        }
    }
    archetype
}

fn field(text: &str) -> ArchetypeField {
    let (name, rest) = text.split_once(' ').unwrap_or((text, ""));
    let (rest, default) = match rest.split_once(" = ") {
        Some((rest, default)) => (rest.trim(), Some(default.trim().to_string())),
        None => (rest.trim(), None),
    };
    let (rest, unique) = match rest.strip_suffix(" unique") {
        Some(rest) => (rest, true),
        None => (rest, false),
    };
    let states = rest.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let states: Vec<String> = states.map(|states| states.split_whitespace().map(str::to_string).collect()).unwrap_or_default();
    ArchetypeField {
        name: name.to_string(),
        bare: false,
        kind: if states.is_empty() { rest.trim_end_matches('?').to_string() } else { String::new() },
        optional: rest.ends_with('?'),
        states,
        unique,
        default,
    }
}

fn reference(text: &str) -> Option<ArchetypeReference> {
    let (name, rest) = text.split_once("->")?;
    let mut reference = ArchetypeReference { name: name.trim().to_string(), ..ArchetypeReference::default() };
    let mut rest = rest.trim();
    loop {
        if let Some(shorter) = rest.strip_suffix("lone") {
            reference.lone = true;
            rest = shorter.trim();
        } else if let Some(shorter) = rest.strip_suffix("on delete cascade") {
            reference.on_delete = Some("cascade".to_string());
            rest = shorter.trim();
        } else if let Some(shorter) = rest.strip_suffix('?') {
            reference.optional = true;
            rest = shorter.trim();
        } else {
            break;
        }
    }
    reference.targets = rest.split('|').map(names::key).collect();
    Some(reference)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(entity: &str, others: &[&str]) -> Option<&'static str> {
        let others: Vec<String> = others.iter().map(|name| names::key(name)).collect();
        of(entity, &others).map(|archetype| archetype.file)
    }

    #[test]
    fn an_entity_is_known_by_its_whole_name_or_by_its_end() {
        assert_eq!(file("OrderItem", &[]), Some("order_line"));
        assert_eq!(file("PremiumCustomer", &[]), Some("customer"));
        assert_eq!(file("BlogPost", &[]), Some("post"));
        assert_eq!(file("RoomType", &[]), Some("kind"));
        assert_eq!(file("Zorkmid", &[]), None);
    }

    #[test]
    fn a_ticket_is_for_an_event_or_for_support() {
        assert_eq!(file("Ticket", &["Concert"]), Some("event_ticket"));
        assert_eq!(file("Ticket", &["Customer"]), Some("support_ticket"));
    }

    #[test]
    fn every_file_is_an_archetype_with_a_sentence_and_a_name_of_its_own() {
        assert!(FILES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(all().len() >= 60);
        for archetype in all() {
            assert!(archetype.is.ends_with('.') && !archetype.names.is_empty(), "{}", archetype.file);
            assert!(!archetype.fields.is_empty() || !archetype.references.is_empty(), "{}", archetype.file);
            assert!(archetype.fields.iter().all(|field| field.kind.is_empty() != field.states.is_empty()), "{}", archetype.file);
            assert!(archetype.references.iter().all(|reference| reference.targets.iter().all(|target| !target.is_empty())));
        }
        for (name, same) in BY_NAME.iter() {
            let unconditional = same.iter().filter(|archetype| archetype.when.is_empty()).count();
            assert!(unconditional <= 1, "{name} is a name of several archetypes");
        }
    }

    #[test]
    fn every_line_of_every_file_is_understood() {
        for (file, text) in FILES {
            for line in text.lines() {
                let known = ["# ", "names: ", "when: ", "field: ", "bare: ", "reference: ", "role: ", "link: "]
                    .iter()
                    .any(|start| line.starts_with(start))
                    || line == "part";
                assert!(known, "{file}: {line}");
            }
        }
    }
}
