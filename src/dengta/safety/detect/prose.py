"""English list words that ordinary messages are full of, so that a sentence is not taken for a phrase.

Counted in 535,000 words of customers' questions and help pages, over all English lists: BIP39's, Electrum's first,
SLIP-39's and Monero's. Any one word of a list is one in 1,024 to 2,048 of a random phrase.
"""

_EVERYWHERE = """
able about access account add address after again all already also amount another any back balance bank because been
before being between block call can cancel card cards cash chain change charge check choose click code complete
confirm connect corner correct create credit current date day deposit desktop device different direct does down each
enter example exchange extra fee file find first gas getting give going good got guide have help here identity info
into just keep key know last left like limit list location long look made make many message mobile money more much
multiple must name need network new next note now number off once one only open option order other out over own page
pay payment people phone phrase place please possible price private process profile public purchase put rate read
receive report request right safe same say score secret security select sent service share should show since some
someone something start step still such support sure take tap tell than that them then there they think this through
time today token top transfer travel two type use used using vacation verify version very view virtual wallets want
way website were what when where will work wrong yet you
"""
EVERYWHERE = frozenset(_EVERYWHERE.split())
"""Met more often than once in 2,800 words of prose: they say nothing for a phrase."""

_OFTEN = """
above accept action activity actual actually age ahead air airport alerts allow always answer anymore anyone anything
appear apple apply approve area around arrive ask asked asset assist attention auto avoid aware away bar become
believe below best better bit book born both bottom bought box bridge browser built bus busy button buy cable came
capital carry case cause certain chase chat chrome city clear client close coin cold come common company completely
connection consider content continue control cook copy cost country couple creation custom digital discover display
doing domain double drive due during easily easy eat edit either electric else email enable end energy enough ensure
error even ever everyone everything exactly expect experience expire explain express fact fake feature feel few fiat
field figure fill five fix flip follow food forget form found free freeze fridge friend frozen fuel fully fun funny
further future general given goes gone great group happens hard having head health hear height hello hey high history
hold holiday home hotel however icon idea important include income increase inform input install instead interest
issue issued item items itself job join jump kind known label language large later learn least leave less level life
limits line link live local lock looking loss lot lower machine mail main making manage manager manual market material
maximum maybe mean meaning meet meeting member menu method might mind mine minimum mistake mode month morning move
near needed never nodes normal nothing offer often okay old online original output outside owner package paid pair
paper part party past path peer permit person phrases physical picture plan platform play plug point pool pop post
pound press pressure prevent privacy problem project proof protect prove provide pull purpose quick quickly random
reach ready real really reason recover red refer regular release remember remind remove rent repeat replace require
result return review reward risk roll room run said salary save saved says scan screen search second section seed seem
self separate several shop shown side sign similar simple simply single situation small smart social software
somewhere soon source space speak speed spell spend standard state stolen stop stuck submit suggest swap switch system
table taken talk target terminal text thank thing third those thought three tip tomorrow too tool total track traffic
trip true trust try trying turn twice unable under understand unique unit unlock until update upgrade upper usually
valid value various verification visit voice volume wait wanted watch water weather web week went whether window wish
withdraw within won word world worth write year yesterday yourself
"""
OFTEN = frozenset(_OFTEN.split())
"""Met more often than once in 12,000 words."""
