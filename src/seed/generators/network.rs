//! Addresses that lead nowhere: RFC 5737, RFC 3849, RFC 7042, RFC 2606.

use super::super::draw::{Draw, shuffled};
use super::{At, Field, SeedValue, prose, text};

const NETWORKS: [&str; 3] = ["192.0.2", "198.51.100", "203.0.113"];

/// One address in eight is of IPv6.
pub fn ip(field: &Field, at: &At) -> SeedValue {
    let row = at.row.wrapping_add(at.variation.wrapping_mul(101));
    if Draw::at(field.key, at.row, 0).below(8) == 0 {
        return text(format!("2001:db8::{:x}:{:x}", field.draw(at).below(0xffff) + 1, row % 0xffff + 1));
    }
    // 0 and 255 of each network are no hosts.
    let host = shuffled(field.key, row, 3 * 254);
    text(format!("{}.{}", NETWORKS[(host / 254) as usize % 3], host % 254 + 1))
}

pub fn cidr(field: &Field, at: &At) -> SeedValue {
    let row = at.row.wrapping_add(at.variation.wrapping_mul(13));
    // Other values may have to be of the other family, and there are few whole networks of IPv4.
    if at.variation % 2 == 1 {
        let part = shuffled(field.key, row, 3 * 16);
        return text(format!("{}.{}/28", NETWORKS[(part / 16) as usize % 3], part % 16 * 16));
    }
    if row < 3 {
        return text(format!("{}.0/24", NETWORKS[shuffled(field.key, row, 3) as usize % 3]));
    }
    text(format!("2001:db8:{:x}::/48", row % 0xffff + 1))
}

/// 00-00-5E-00-53-00 to FF is for documentation.
pub fn mac(field: &Field, at: &At) -> SeedValue {
    let last = shuffled(field.key, at.row.wrapping_add(at.variation.wrapping_mul(7)), 256);
    match field.data_type.name.as_str() {
        "macaddr8" => text(format!("00:00:5e:ef:10:00:00:{last:02x}")),
        _ => text(format!("00:00:5e:00:53:{last:02x}")),
    }
}

pub fn url(field: &Field, at: &At) -> SeedValue {
    const HOSTS: [&str; 3] = ["https://www.example.com", "https://example.org", "https://example.net"];
    let host = HOSTS[Draw::at(field.key, at.row, 0).below(3) as usize];
    let page = prose::slug_text(field, at);
    let image = field.named(&["image_url", "avatar_url", "avatar", "photo_url", "picture_url", "thumbnail_url", "cover_url", "logo_url"]);
    let url = if image { format!("{host}/images/{page}.jpg") } else { format!("{host}/{page}") };
    if url.len() <= field.greatest_length() {
        text(url)
    } else {
        text(format!("https://example.com/{}", at.number().unwrap_or(at.row + 1)))
    }
}
