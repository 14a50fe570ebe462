"""English list words that ordinary messages are full of, so that a sentence is not taken for a phrase.

Counted in 535,000 words of customers' questions and help pages; any one word of the list is one in
2,048 of a random phrase.
"""

_EVERYWHERE = """
able about access account add address again all already also amount another any balance because before between call
can cancel card cash change charge check choose click code confirm connect correct credit current day deposit device
direct enter example exchange extra fee file find first gas give good guide have help info into just keep key know
left like limit list long make message mobile more much must name need network next note now number off once one only
open option order other over own page payment people phone phrase place please possible price private process public
purchase put rate read receive report right safe same say secret security select sent service share since some someone
start step still such sure tell than that them then there they this time today token top transfer travel two type use
used verify version very view virtual want way what when where will work wrong you
"""
EVERYWHERE = frozenset(_EVERYWHERE.split())
"""Met more often than once in 2,800 words of prose: they say nothing for a phrase."""

_OFTEN = """
above action actual age ahead air airport allow always answer appear apple approve area around arrive ask asset assist
auto avoid aware away bar become believe below best better book bottom box bridge bus busy cable came capital carry
case cause certain chase chat city client close coin come common company consider control cook copy cost country
couple custom digital discover display domain double drive during easily easy edit either electric else enable end
energy enough ensure error expect expire explain express feature feel few field figure fix flip follow food forget
found friend frozen fuel fun funny future general great group hard head health hear height hello high history hold
holiday home hotel icon idea include income increase inform input install interest issue item job join jump kind label
language large later learn leave less level life link live local lock machine mail main manage manual market material
maximum mean member menu method mind minimum mistake mode month morning move near never normal nothing offer often
okay old online original output outside owner pair paper part party path permit person physical picture plan play plug
point pool post prevent problem project proof protect provide pull purpose quick random ready real reason regular
release remember remind remove rent repeat replace require result return review reward risk room run save scan screen
search second section seed shop side sign similar simple small smart social soon source space speak speed spell spend
state submit suggest swap switch system table talk target text thank thing thought three tip tomorrow tool total track
traffic trip true trust try turn twice unable under unique unit unlock until update upgrade upper valid various visit
voice volume wait water weather web week window wish word world worth write year
"""
OFTEN = frozenset(_OFTEN.split())
"""Met more often than once in 12,000 words."""
