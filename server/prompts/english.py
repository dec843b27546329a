"""The English words from which `wording` sees what kind of phrase somebody typed."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: "Tom, the guy who blogs", "Ana, one of the organisers".
ARTICLES = _words("a an the that one another")

#: "she plays the cello" is said of somebody: it becomes "who plays the cello".
PRONOUNS = _words("he she they")

#: Verbs in the third person or in the past, known with a capital too: a phone's keyboard writes one
#: at the beginning of a field.
VERBS = _words(
    """
    bakes blogs brews breeds builds built came can climbs coaches codes collects comes cooks could
    cycles dances designs did does draws flies founded gave gives goes got grew grows had has hates
    helps hikes hosts invests is keeps knew knits knows leads likes lives loves makes mentors met
    moved organises organizes owns paints photographs plays ran reads repairs restores rides rows
    runs sails sings skis speaks started studies surfs swims taught teaches trains translates
    travels used volunteers wants was water-skis went will won works would writes wrote
    """
)

#: Common plurals that have the form of a verb: "dogs and horses" is not what somebody does.
PLURALS = _words(
    """
    animals antiques apples apps bees beers bikes birds boards boats books boots cakes cameras cars
    castles cats clothes coins comics cookies cows dinosaurs dogs drones earrings eyes films flags
    flowers fonts games gardens glasses guitars hats horses ideas insects jackets jeans jokes kids
    kites languages lizards maps marathons memes motorbikes movies mushrooms musicals numbers operas
    owls parrots parties pets pigeons planes plants podcasts poems postcards puns puzzles rabbits
    rockets roses shoes snakes sneakers socks songs spices spiders sports stamps stars startups
    stories tattoos teas tomatoes tools toys trees triplets twins typewriters vegetables videos
    vines vinyls wines words
    """
)
