//! Short forms of English given names. The list is general knowledge.

use std::collections::HashMap;
use std::sync::LazyLock;

const SETS: &str = "abigail abby gail|albert al bert|alexander alex sandy|alexandra alex sandra|alfred alf fred|andrew andy drew|anne ann annie anna|anthony tony ant|\
arthur art|barbara barb babs|benjamin ben benny|bernard bernie|bradley brad|caroline carol carrie|catherine kate cathy katie kat|charles charlie chuck|\
charlotte lottie charlie|christina chris tina christine|christopher chris kit|daniel dan danny|david dave davey|deborah debbie deb|dennis denny|donald don donny|\
dorothy dot dottie|douglas doug|edward ed eddie ted ned|eleanor ellie nell nora|elizabeth liz beth betty eliza lizzie libby|emily em emmy|eric rick|eugene gene|\
evelyn evie|florence flo|francis frank fran|frances fran frankie|franklin frank|frederick fred freddie|gabriel gabe|george georgie|gerald gerry jerry|gregory greg|\
harold harry hal|harriet hattie|helen nell|henry harry hank|isabella bella izzy|jacob jake|james jim jimmy jamie|jacqueline jackie|jason jay|jeffrey jeff|jennifer jen jenny|\
jeremy jerry|jessica jess jessie|john jack johnny jon|jonathan jon|joseph joe joey|joshua josh|judith judy|julia julie|katherine kate kathy katie kat|kathleen kathy kate|\
kenneth ken kenny|kimberly kim|lawrence larry|leonard leo len|leslie les|lillian lily|louis lou|lucille lucy|margaret maggie meg peggy madge|martin marty|\
matthew matt|maxwell max|michael mike mick micky|michelle shelly|nancy nan|natalie nat|nathaniel nate nathan|nicholas nick nicky|oliver ollie|olivia liv|\
pamela pam|patricia pat patty trish|patrick pat paddy|peter pete|philip phil|rachel rach|raymond ray|rebecca becky becca|richard rick dick richie rich|\
robert bob rob bobby robbie bert|roberta bobbie|ronald ron ronnie|rosemary rose rosie|russell russ|samantha sam|samuel sam sammy|sandra sandy|sarah sally|stephanie steph|\
stephen steve|steven steve|susan sue susie|suzanne sue|teresa terry tess|theodore ted teddy|theresa terry tess|thomas tom tommy|timothy tim|valerie val|\
vanessa nessa|victoria vicky tori|vincent vince vin|virginia ginny|walter walt wally|william will bill billy willie liam|zachary zach";

/// The sets that each name stands in.
static PLACES: LazyLock<HashMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, set) in SETS.split('|').enumerate() {
        set.split(' ').for_each(|name| places.entry(name).or_default().push(number));
    }
    places
});

/// Whether one name is a short form of the other, or both are of a third.
pub fn related(left: &str, right: &str) -> bool {
    let places = |name| PLACES.get(name).map_or(&[][..], Vec::as_slice);
    let theirs = places(right);
    !theirs.is_empty() && places(left).iter().any(|set| theirs.contains(set))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_known_and_strangers_are_not() {
        assert!(
            related("bob", "robert") && related("robert", "rob") && related("liz", "elizabeth")
        );
        assert!(!related("bob", "william") && !related("ann", "bob"));
    }
}
