"""Lemmas by rule and table: lower case, for the words that rules of the reading look up."""

from __future__ import annotations

from functools import lru_cache

# Irregular verbs: base form and its irregular past, participle and present forms.
_VERBS = """
be am is are was were been being 'm 're 's|have has had having 've 'd|do does did done|go goes went gone|say says said
get got gotten|make made|know knew known|think thought|take took taken|see saw seen|come came|give gave given|find found|tell told
become became|leave left|feel felt|put|bring brought|begin began begun|keep kept|hold held|write wrote written|stand stood
hear heard|let|mean meant|set|meet met|run ran|pay paid|sit sat|speak spoke spoken|lie lay lain lying lied|lead led|read
grow grew grown|lose lost|fall fell fallen|send sent|build built|understand understood|draw drew drawn|break broke broken
spend spent|cut|rise rose risen|drive drove driven|buy bought|wear wore worn|choose chose chosen|seek sought|throw threw thrown
catch caught|deal dealt|win won|fight fought|teach taught|eat ate eaten|shoot shot|strike struck stricken|sell sold|hit|hurt
flee fled|bear bore born borne|beat beaten|bind bound|bite bit bitten|bleed bled|blow blew blown|breed bred|burst|cast|cling clung
creep crept|dig dug|drink drank drunk|feed fed|fly flew flown|forbid forbade forbidden|forget forgot forgotten
forgive forgave forgiven|freeze froze frozen|hang hung|hide hid hidden|lay laid|lend lent|light lit|overthrow overthrew overthrown
overrun overran overrunning
prove proven|quit|ride rode ridden|ring rang rung|seize seized|shake shook shaken|shed|shut|sing sang sung|sink sank sunk
sleep slept|slide slid|spit spat|split|spread|spring sprang sprung|steal stole stolen|stick stuck|sting stung|sue sues sued suing
swear swore sworn|sweep swept|swim swam swum|swing swung|tear tore torn|wake woke woken|weave wove woven
withdraw withdrew withdrawn|withhold withheld|uphold upheld|undergo underwent undergone|undertake undertook undertaken
overcome overcame|foresee foresaw foreseen|mislead misled|broadcast|bid|cost|rid|sew sewn|show shown|sow sown|swell swollen
arise arose arisen|awake awoke|behold beheld|bet|grind ground|kneel knelt|leap leapt|mistake mistook mistaken|outdo outdid
oversee oversaw overseen|override overrode overridden|partake partook|rebuild rebuilt|redo redid redone|repay repaid
retake retook retaken|rewrite rewrote rewritten|shrink shrank shrunk|slay slew slain|speed sped|spin spun|stride strode
strive strove|thrust|tread trod|upset|wind wound|wring wrung|weep wept|string strung|sling slung|die dies died dying
tie ties tied tying|vie vies vied vying|die|will wo 'll|would 'd|can ca|shall sha|not n't|dub dubs dubbed|veto vetoes vetoed
echo echoes echoed|embargo embargoes embargoed|torpedo torpedoes torpedoed|free freed freeing|agree agreed|guarantee guaranteed
decree decreed|gas gasses gassed gassing|burn burnt|learn learnt|spell spelt|dream dreamt|lean leant|smell smelt|spill spilt|spoil spoilt
befall befell befallen|beset|bespeak bespoke|bid bade bidden|clothe clad|foretell foretold|forsake forsook forsaken|hew hewn|mow mown
outrun outran|overhear overheard|overtake overtook overtaken|recast|remake remade|rerun reran|resell resold|rethink rethought|saw sawn
shear shorn|shine shone|smite smote smitten|strew strewn|strive striven|tread trodden|unbind unbound|undo undid undone
unfreeze unfroze unfrozen|unwind unwound|withstand withstood|misspeak misspoke misspoken|misunderstand misunderstood
disagree disagreed|referee refereed|bus buses bused bussed busing bussing|teargas teargassed teargassing|ski skied skiing
fuel fuelled fuelling|dial dialled dialling
"""
_NOUNS = """
man men|woman women|child children|people|person persons|thanks|regards|clothes|goods|movie movies|cookie cookies|foot feet
tooth teeth|mouse mice|goose geese|life lives|wife wives|knife knives|half halves|leaf leaves|thief thieves|shelf shelves
wolf wolves|self selves|crisis crises|basis bases|analysis analyses|thesis theses|hypothesis hypotheses|phenomenon phenomena
criterion criteria|media|data|bacterium bacteria|memorandum memoranda|referendum referenda|policeman policemen
policewoman policewomen|spokesman spokesmen|spokeswoman spokeswomen|gunman gunmen|congressman congressmen
congresswoman congresswomen|fisherman fishermen|serviceman servicemen|statesman statesmen|businessman businessmen|layman laymen
airman airmen|militiaman militiamen|clergyman clergymen|grandchild grandchildren|hero heroes|potato potatoes|tomato tomatoes
cargo cargoes|veto vetoes|embargo embargoes|series|species|aircraft|headquarters|troops|news|politics|means|police|corps|axis axes
oasis oases|emphasis emphases|diagnosis diagnoses|parenthesis parentheses|passerby passersby|gas gases|bus buses|virus viruses
campus campuses|census censuses|consensus|status|chaos|tennis|ethics|physics|economics|mathematics|athletics|logistics
"""
_ADJECTIVES = """
good better best|bad worse worst|far farther farthest|more|most|less|least|further furthest|big bigger biggest|hot hotter hottest
sad sadder saddest|late later latest|early earlier earliest|heavy heavier heaviest|easy easier easiest|happy happier happiest
large larger largest|high higher highest|low lower lowest|great greater greatest|small smaller smallest|strong stronger strongest
weak weaker weakest|old older oldest elder eldest|young younger youngest|new newer newest|long longer longest
short shorter shortest|close closer closest|near nearer nearest|hard harder hardest|deadly deadlier deadliest|safe safer safest
few fewer fewest|wide wider widest|deep deeper deepest|tough tougher toughest|bloody bloodier bloodiest
"""
_PRONOUNS = {"'em": "they", "me": "I", "him": "he", "her": "she", "us": "we", "them": "they", "'s": "'s"}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _table(lines: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in lines.replace("\n", "|").split("|"):
        forms = entry.split()
        for form in forms:
            found.setdefault(form, forms[0])
    return found


IRREGULAR = {"VERB": _table(_VERBS), "NOUN": _table(_NOUNS), "ADJ": _table(_ADJECTIVES)}
IRREGULAR["AUX"] = IRREGULAR["VERB"]
IRREGULAR["ADV"] = IRREGULAR["ADJ"]
_VOWELS = frozenset("aeiouy")
# Verbs of more than one syllable, or in -dd and -rr, that end in a double letter of themselves.
_DOUBLED = _words("""
add odd install recall enroll befall forestall appall err purr butt putt ebb appell boycott bankroll mothball snowball stonewall blackball
steamroll waterfall
""")
# Ends of stems that lost a final e.
_E_ENDINGS = (
    "at", "iv", "iz", "is", "ur", "ar", "ov", "uc", "ag", "ang", "eng", "ing", "erg", "arg", "org", "ung", "ut", "id", "ad", "od", "ud",
    "ac", "ic", "enc", "anc", "inc", "ounc", "erc", "orc", "ak", "ik", "ok", "im", "am", "om", "um", "in", "ap", "ip", "op", "ir", "or",
    "er", "ur", "as", "os", "us", "es", "ers", "ens", "ors", "uls", "it", "ot", "et", "ul", "al", "il", "ol", "bl", "dl",
    "fl", "gl", "kl", "pl", "tl",
    "v", "u", "av", "ev", "az", "oz", "lv", "rv", "dg", "ph", "eg", "ug", "og", "ab", "ib", "ob", "ub", "eas", "ais", "aus", "ch",
)  # fmt: skip


@lru_cache(maxsize=100_000)
def lemma(word: str, upos: str) -> str:
    """The lower-case lemma of a word with its universal part of speech.

    Names keep their form (lower-cased). Verbs lose -s, -ed, -ing, nouns their plural, adjectives only irregular and -er/-est
    forms that are listed; what no rule knows stays as it is.
    """
    low = word.lower().replace("’", "'").replace("ʼ", "'")
    if upos == "PART" and low in ("n't", "nt"):
        return "not"
    irregular = IRREGULAR.get(upos, {}).get(low)
    if irregular:
        return irregular
    if upos in ("VERB", "AUX"):
        return _verb(low)
    if upos == "NOUN":
        return _noun(low)
    if low == "an" and upos == "DET":
        return "a"
    if upos == "PRON":
        return _PRONOUNS.get(low, low).lower()
    return low


def _verb(low: str) -> str:
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith("ied") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith("ing") and len(low) > 4 and any(c in _VOWELS for c in low[:-3]):
        return _stem(low[:-3])
    if low.endswith("ed") and len(low) > 3 and any(c in _VOWELS for c in low[:-2]):
        return low if low.endswith("eed") else _stem(low[:-2])
    if low.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return low[:-2]
    if low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > 3:
        return low[:-1]
    return low


def _stem(stem: str) -> str:
    """The base form of a verb stem that lost -ed or -ing."""
    if len(stem) < 2:
        return stem
    if stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        whole = stem.endswith(("ss", "zz", "ff")) or stem in _DOUBLED or (stem.endswith("ll") and _vowel_groups(stem) == 1)
        return stem if whole else stem[:-1]
    if stem in _KNOWN_E or stem + "e" in _KNOWN_E:
        return stem + "e"
    if stem in _NO_E or any(stem.endswith(end) for end in _NO_E_ENDINGS):
        return stem
    if stem.endswith(("iat", "uat")):
        return stem + "e"
    if stem.endswith(_E_ENDINGS) and _vowel_groups(stem) >= 1 and not _two_vowels_before(stem):
        return stem + "e"
    return stem


_KNOWN_E = _words("""
collapse massacre elapse lapse relapse eclipse accuse use cause house close lose choose raise praise release increase decrease cease
lease ease please advise promise exercise
surprise compromise purchase chase base phrase erase pause abuse refuse excuse confuse diffuse oppose propose impose expose dispose
suppose compose pose force place face trace race replace embrace pace enforce reduce produce introduce seduce induce announce
pronounce denounce renounce bounce voice juice slice price dance advance enhance finance balance evidence influence sentence
experience reference silence sacrifice notice practice office welcome overcome name blame judge urge charge change arrange exchange
challenge engage damage manage encourage outrage rage stage pledge acknowledge merge emerge surge purge forge lunge plunge range
allege besiege siege oblige strike make take shake wake bake fake like hike invoke provoke revoke evoke smoke joke choke rule schedule
handle battle settle topple cripple struggle tackle trouble double enable disable able assemble rescue argue continue value
pursue issue sue queue ensue subdue leave believe achieve receive perceive deceive relieve grieve move remove prove approve improve
involve resolve solve evolve dissolve revolve serve deserve observe reserve preserve conserve starve carve drive arrive survive
deprive revive live give forgive save wave pave have shave rave love shove behave crave conceive hope cope escape shape scrape tape
wipe pipe type define decline combine mine undermine examine determine imagine refine dine line shine outline machine phone postpone
condone dethrone zone tone stone fine tune prune fire hire inspire expire retire acquire require inquire enquire desire admire aspire
conspire wire tire care share declare prepare compare scare spare stare dare square ignore explore restore store score bore implore
adore deplore injure measure pressure ensure insure assure secure capture picture torture feature venture structure procure lure
endure figure conjure cure rupture fracture divide decide provide reside side guide hide ride preside collide subside slide coincide
trade invade evade persuade fade degrade blockade shade explode erode code include exclude conclude elude intrude dude preclude
interfere adhere cede concede recede precede impede dispute execute attribute contribute distribute constitute institute
substitute prosecute persecute mute commute refute salute pollute dilute vote note quote promote devote denote unite ignite write
invite excite incite cite recite bite despite site delete complete compete create state relate debate date hate rate locate donate
dominate nominate eliminate terminate investigate negotiate retaliate escalate assassinate operate cooperate separate indicate
dedicate communicate evacuate estimate evaluate violate isolate advocate allocate translate infiltrate penetrate demonstrate
concentrate illustrate liberate tolerate accelerate generate celebrate integrate migrate criticize criticise recognize recognise
organize organise apologize apologise authorize authorise seize size realize realise analyse analyze paralyze paralyse prize freeze
squeeze gaze blaze amaze bribe describe prescribe subscribe inscribe probe bathe breathe loathe seethe confine convene intervene scene
gene hesitate compile file mile smile pile reconcile exile profile style sale scale whale console cable fumble stumble crumble
scramble ramble gamble tumble
accede acquiesce appease arouse axe bruise carouse censure centre chafe chronicle circle cleanse clone coalesce contravene course cruise
curse cycle dazzle defuse disburse disguise divulge douse dynamite encircle espouse expedite extradite fleece gauge gouge grouse haggle
haste hinge immerse infringe infuse intertwine intone intrigue invoice jackknife knife lambaste misfire muscle muzzle nurse ooze
outsource parse peruse piece plagiarise puzzle rebuke recreate recycle reignite reimburse rejoice rehouse reroute retrieve reunite revere
rouse savage scathe secede shuttle snipe soothe source stereotype strafe strangle synthesise taste tease telephone transfuse traverse
tussle underscore waive waste weave wrestle wrangle
""")
_NO_E = _words("""
visit focus hang belong bring string target orbit limit edit credit audit exit profit benefit permit submit admit commit omit offer
suffer differ order murder cover discover recover deliver answer enter encounter matter gather shelter monitor favor honor labor
harbor conquer trigger hinder wander wonder remember number bother batter shatter deter refer prefer transfer infer appear fear hear
clear near repair despair pair chair claim reclaim proclaim exclaim aim maim seem redeem deem esteem roam foam beam dream scream gain
remain contain maintain detain obtain retain sustain explain complain train rain drain strain abstain attain join rejoin coin ruin
weaken happen open listen threaten strengthen soften harden widen worsen lighten sharpen tighten loosen deepen frighten hasten
question mention position condition function station sanction mission petition caution pardon poison reason season abandon summon
beckon prison imprison head lead read plead spread thread load raid aid flood need feed heed succeed proceed exceed speed bleed breed
avoid cloud seat treat defeat repeat beat eat cheat heat threat retreat wait await boat float gloat shout scout rout doubt meet greet
fleet tweet sweet shoot loot root boot suit recruit cook look book hook rook soak break speak leak peak peek seek sneak weak shriek
freak sail fail jail hail mail trail assail detail nail tail avail prevail appeal reveal seal deal steal heal conceal repeal feel
kneel peel reel boil toil foil spoil cool pool fool fuel travel label cancel model level duel rebel counsel signal total equal rival
channel tunnel quarrel keep sleep creep sweep weep leap reap heap cheap help stop group loop develop envelop worship gossip kidnap
echo veto end send attend defend depend extend intend pretend recommend spend tend command demand expand land stand understand
withstand hand band brand respond correspond fund bomb climb comb plumb disturb absorb curb attack back block kick pick lock knock
crack track pack lack shock check wreck stick struck rank thank link think drink shrink tank bank work walk talk ask task risk mark
remark embark park spark lurk
picket plummet rocket skyrocket market combat collar control patrol annul interpret photograph telegraph paragraph triumph pilot pivot
ballot ticket pocket budget trumpet ricochet buffet rivet imperil concur demur debar rebut regret murmur extol sever fathom blossom spiral
pedal occur debut morph ratchet refocus stencil pencil bracket racket carpet blanket closet covet ferret fidget forfeit garnet helmet
jacket junket muffler parrot plaudit prohibit inhibit exhibit solicit elicit vomit inherit merit posit deposit ransom custom bargain
bottom cushion fashion blackmail curtail entail quell dispel expel compel impel propel excel repel rappel shovel gravel grovel marvel
hovel panel parcel pummel swivel tunnel unravel initial rival dial trial jewel fuel corral rebel pistol petrol
""")
_NO_E_ENDINGS = (
    "en", "on", "er", "or", "el", "ck", "nd", "nt", "st", "ct", "pt", "rt", "lt", "ft", "sh", "ch", "ss", "ll", "rn", "rm",
    "lm", "rd", "ld", "rk", "lk",
    "nk", "sk", "ow", "aw", "ew", "ay", "ey", "oy", "y", "x", "lp", "mp", "rp", "sp", "lf", "rl", "wn", "gn", "ff", "ish",
    "it", "ing", "th", "mb", "w",
)  # fmt: skip


def _vowel_groups(stem: str) -> int:
    return sum(c in _VOWELS and (at == 0 or stem[at - 1] not in _VOWELS) for at, c in enumerate(stem))


def _two_vowels_before(stem: str) -> bool:
    return len(stem) > 2 and stem[-2] in _VOWELS and stem[-3] in _VOWELS


def _noun(low: str) -> str:
    if len(low) < 4 or not low.endswith("s") or low.endswith(("ss", "us", "is", "'s")):
        return low
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return low[:-2]
    if low.endswith("men") and len(low) > 4:
        return low[:-2] + "an"
    return low[:-1]
