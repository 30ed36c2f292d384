"""The verbs and nouns of moving, staying and returning, in English and Russian."""

from __future__ import annotations

import re
from functools import lru_cache
from operator import itemgetter
from typing import Literal

from counterflow.reading.keyed import Keyed, Several, words_of
from counterflow.reading.motion import (
    CARRIED,
    HOMEWARD,
    INWARD,
    MOVE,
    NOT_WISHED,
    OUTWARD,
    OVER_BORDER,
)
from counterflow.terms import Measure

Side = Literal["subject", "object", "noun"]
_TRIGGERS: tuple[tuple[Measure, Side, str], ...] = (
    (Measure.RETURNS, "subject", rf"{MOVE}{HOMEWARD}"),
    (Measure.RETURNS, "subject",
     rf"{CARRIED}{HOMEWARD}|"
     r"made to leave|return(?:ed|ing|s)?(?! tickets?)|(?:are|were|is|was|be|been) (?:now |already )?back(?! and forth)|(?:were|was|been|being) (?:removed|handed over)(?= (?:to|from|by|back|under)\b)|sent packing|resum(?:ed|ing) (?:their |a )?(?:normal )?(?:life|lives) in|resettled in (?:their|its) (?:home|former|old|native|own)|(?:journey|trip|way|road) (?:back|home)|"
     r"back (?:home(?!,)|in (?:their|the) (?:homes?|country|homeland))|brought (?:back|home)|pulled back|turned back|taken (?:back|home)|(?:driven|pushed|forced|sent|shipped|flown|bussed|bused) (?:back|home)|repatriat\w+|re-?entered|homecoming|верну\w+|возвращ\w+|возврат\w+"),
    (Measure.RETURNS, "noun", r"returnees|returns|(?:assisted|voluntary|forced) returns?|repatriates|deportations|expulsions|removals|return of|return home|reverse migration|возвращени\w+"),
    (Measure.STOCK, "subject",
     r"liv(?:e|es|ing|ed)(?! in fear)|present (?:in|on)|(?:were|was|been|are|is) (?:counted|identified|tracked)(?! (?:\w+ )?\w+ing\b)|(?:inhabit|populat|occup|crowd)(?:s|es|ed|y|ies|ied|ing|e)?(?= (?:the )?(?:\w+ )?(?:camps?|settlements?|shelters?|tents))|resid(?:e|es|ing|ed)(?! permit)|remain(?:s|ed)?|(?<!the )(?<!The )remaining|stay(?:s|ed|ing)?(?! permit)|settl(?:ed|ing|e)|(?:are|were|is|was|be|been) (?:now |currently |still |officially |formally )?(?:hosted|sheltering|shelter|registered(?! (?:their |his )?(?:residence|stay|presence)| (?:\w+ )?(?:cross|enter|arriv|leav|return|com|flee)\w*ing\b)|living|staying|based|resident|found|to be found|concentrated|clustered|located|confined|quartered|lodged|(?:refugees|exiles|guests|migrants)(?= in)|recorded(?! (?:as )?(?:\w+ )?(?:cross|enter|arriv|leav|return|com|flee)\w*ing\b)|abroad|overseas|sheltered|accommodated|housed|in exile|wintering)|being (?:hosted|housed|sheltered|accommodated|put up|looked after|cared for)|(?:believed|thought|said|known|estimated|reported|understood|reckoned|supposed|presumed) to (?:(?:still|now) )?be(?: (?:still|now|currently))?(?= (?:in|inside|across|on|outside|abroad|sheltering|present|there)\b)|work(?:s|ed|ing)? in (?:the )?(?-i:[A-Z])\w+|have (?:a )?jobs?|found (?:an? )?(?:\w+ ){0,2}?(?:jobs?|work|employment)|(?:taken|took|take) up residence|linger(?:s|ed|ing)?|"
     r"(?:were|are|was|been) entered (?:in|into|on)|sheltering|stranded|stuck|waiting (?=(?:on|in|at) )|camped(?: out)?|encamped|(?:crowded|crammed|packed|squeezed|huddled) (?:into|in|inside)|(?:put down|laid) roots|at home in|lodged (?:in|with)|dwell(?:s|ing)?|liv(?:e|ing) on in|(?:have|has|had|with|of) (?:an? )?(?:[\w-]+ )?(?:im)?migra(?:nt|tion|tory) (?:background|roots|origins?|history)|(?:have|had|has) no (?:papers|documents|legal status|permits?|visas?)|(?:do|does|did) not have (?:legal|regular|valid|papers|documents)|(?:depend|rely|relies)(?:s|ed|ing)? on|lack(?:s|ed|ing)? (?:papers|documents|legal status|legal papers)|already (?:there|here|living|settled|in (?-i:[A-Z])\w+)|without (?:papers|documents|(?:legal|regular|lawful|migration|immigration|valid) (?:status|papers|documents))|(?:are|were) (?:now |already )?(?:employed|in (?:paid )?work)|(?:are|were|is) left(?! (?:with|behind|out|in need))|languish(?:ed|ing)?|(?:made|make|making|set up|built|build|building|established|rebuilt) (?:an? |their |new )*(?:new )?(?:homes?|lives|life|base)(?: for themselves)? (?:in|there|here|abroad)|(?:made|make|making) (?-i:[A-Z])\w+ (?:their|its) (?:new )?home|call(?:s|ed)? (?-i:[A-Z])\w+ (?:their )?home|sign(?:ed|ing) up with|enrolled with|(?:are|were)(?= (?-i:[A-Z])\w+(?:s|ese)\b)|sign(?:ed|ing)? up (?:there |here )?(?:for|to)|enroll?ed (?:in|for|on)|overstayed|(?:have|had|has|hold|held) (?:residence|residency)(?! (?:permits?|cards?|visas?))|been (?:housed|accommodated|sheltered|put up)|scattered|spread across|(?:found|finding|find|taken|sought|seek|seeking|took) (?:refuge|shelter|sanctuary|safety)|"
     r"(?:benefit(?:ed|ing|s)?|beneficiar\w+) (?:from|of) (?:temporary|international) protection|under (?:the |its )?(?:EU'?s? |bloc'?s )?(?:temporary |international |subsidiary )?protection|"
     r"enjoy(?:s|ed|ing)? (?:\w+ )?protection|(?:have|has|had|hold|held|holding|granted|received|enjoy(?:ed|ing)?|with) (?:the )?(?:temporary|refugee|protection|protected)(?: protected)? (?:protection|status(?:es)?)|"
     r"outside (?:the|their) (?:country|homeland)|(?:beyond|outside) (?:its|their|the country’s|the country's) borders?|displaced|in exile|integrated|(?:in|with) (?:an? )?(?:irregular|undocumented|illegal) (?:situation|status)|(?:end|ended|wound) up|(?:are|were|is|was) (?:also |now |currently |still |already )*(?:in|inside|on the territory of) (?:the |northern |southern |eastern |western )*(?-i:[A-Z])[\w’']*(?! (?:need|favou?r|danger|work|jobs))|(?:are|were) (?:also |now |still |already )*there|(?:granted|given|received|obtained|won|awarded|offered) (?:political |temporary |subsidiary |international |humanitarian |full )*(?:asylum|refugee status|protection|sanctuary|refuge|shelter)|(?:are|were|been) recogni[sz]ed as refugees|прожива\w+|остал\w+|остаться|оставаться|оста[юе]\w+|находи\w+|наход[яи]тся|живут|жив[её]т|жили|зарегистрирован\w*|под временной защитой|временн\w+ (?:защит|статус)\w+|размещ\w+|обосновал\w+|нашл\w+ (?:убежище|приют)"),
    (Measure.STOCK, "object",
     r"stock of|caseload(?: of)?|(?:cent(?:re|er)|camp|shelter|site|facilit|settlement)(?:s|y|ies)? (?:now |currently )?(?:hold|holds|held|house|houses)|(?:first|second|third|largest|main|biggest|top|leading) (?:receiving|recipient|hosting) (?:country|nation)|(?:largest|main|biggest|top|leading|principal) host(?:s| countr(?:y|ies)| nations?)? (?:for|of|to)|host countr(?:y|ies) (?:for|of)|put(?:s|ting)? (?:them|their (?:number|total)|the (?:refugee |migrant )?(?:number|total|figure|population|community)(?:(?!\b(?:who|return|arriv|left|cross|fled|leav|depart|appl))[^.;,\d]){0,40}) at|(?:countries|states|nations) (?:receiving|hosting|housing|sheltering)|brings together|identified(?= (?:about|around|some|nearly|almost|more|over|\d))|bringing together|number of (?:(?-i:[A-Z])\w+s|Chinese|Sudanese|Lebanese)\b(?! (?:[a-z]+ly |to )?(?:who|that|left|fled|moved|went|came|leaving|fleeing|arriving|returning|crossing|entering|moving|coming|seeking))|(?:could|can|will|would|may|might|must|to) (?:host|shelter|house|accommodate)|host(?:s|ed|ing)?(?! countr| nation| communit| societ| state| famil| govern)|home to|shelter(?:s|ed|ing)(?! for)|accommodat\w+|houses|housing|harbou?r(?:s|ed|ing)?|look(?:s|ed|ing)? after|cares for|caring for|care for|ha[sd] registered|have registered|ha[sd] taken up|"
     r"community of|diaspora of|(?:refugee|migrant|immigrant|exile) population of|number of (?:(?!\b(?:who|that|arriv|leav|left|flee|fled|return|enter|cross|com|seek|appl|mov|permit|visa|asylum|claim|grant|depart|request|passport)\w*)[^,.;]){0,60}?\b(?:living|residing|in|refugees|(?:im)?migrants|exiles|expatriates|registered|abroad|displaced|idps)|total of|(?:number|total)(?:s|ed|led|ing|ling)?(?= (?:about|around|some|nearly|almost|more|over|at least|an|a|half|roughly|up to|approximately|close|just|only|one|two|three|four|five|six|seven|\d))|presence of|registration of|lists(?= (?:about|around|some|nearly|almost|more|over|\d))|displacement[^.;,\d]{0,40}? (?:climbed|rose|reached|stood|grew|increased|fell)(?: to| at)?|(?<=[nish] )(?<!born )(?<! in )(?:population|community|diaspora)(?: in (?:the )?(?-i:[A-Z])\w+)?(?: \w+){0,2} (?:is|was|at|of|to|reached|reach|topped|exceeds?|exceeded)|granted (?:its |the )?(?:\w+ ){0,2}status to|(?:house|shelter)(?= (?:about|around|some|nearly|almost|more|over|an|roughly|up to|\d))|(?:has|have|had)(?= (?:about|around|some|nearly|almost|more|over|at|an|the|roughly|up|approximately|[\d]))|counted|recorded across|counts(?= (?:about|around|some|nearly|almost|more|over|at least|an|roughly|up to|\d))|размест\w+|принимает|принимают|приютил\w*|насчит\w+|приходится|числ\w+ (?:беженцев|мигрантов|переселенцев)"),
    (Measure.STOCK, "noun", r"(?:in|on|within) (?:its|their|the national) (?:territory|soil|borders)|on (?:its|their|the|his|(?:the )?\w+['’]s) (?:\w+ )?(?:registers?|books|rolls|lists?|files)|on file|registered|refugee population|(?<!\()(?:abroad|overseas)(?!\))|за рубежом|за границей"),
    (Measure.ARRIVALS, "subject", rf"(?!cross|fle[de]|pass|get\b){MOVE}{INWARD}"),
    (Measure.ARRIVALS, "subject",
     rf"{CARRIED}{INWARD}|"
     r"(?:given|granted|gained|allowed|obtained) (?:entry|admission) (?:to|into)|(?:show|wash|popp|fetch)(?:ed|ing) up|descended on|(?:start|began|begun|beginn)(?:ed|ing)? (?:a )?(?:new )?(?:life|lives) in|(?:swapp|trad|exchang)(?:ed|ing) (?:the )?(?-i:[A-Z])\w+ for|(?:were|was|been|are) (?:rescued|picked up|plucked)(?= (?:off|from|at sea|and brought))|"
     r"made aliyah|(?:were|was|been|being) (?:moved|relocated|transferred|transported|bussed|bused)(?! (?:home|back|out|abroad))|registered (?:their |his )?(?:residence|stay)|immigrated(?! (?:to|into) )|c(?:ame|ome|oming) over|arriv(?:e|ed|es|ing)(?! at (?:a|an|about|around|between|\d))|(?:moved?|moving|relocat(?:ed|ing|e)|emigrat(?:ed|ing|e)|immigrated|came|come|coming|flock(?:ed|ing)|pour(?:ed|ing)|stream(?:ed|ing)|flood(?:ed|ing)|resettled|went|gone|head(?:ed|ing)|travell?ed|walk(?:ed|ing)|trekk(?:ed|ing)|evacuated|brought|flown|made it|made their way|transferred|migrated|reached|turned up|landed|disembarked|spilled|surged|crowded|drawn|lured|driven across) (?:(?:north|south|east|west)(?:wards?)? )?(?:there|here|in|to(?! (?:about |some |nearly |almost |around |only |just |over |more than )?\d)|into(?! exile)|for(?! the (?:exits?|borders?))|on(?= (?:the )?(?-i:[A-Z]))|from \w+ to)\b|"
     r"(?:came|come|coming|hail(?:ed|ing)?) from(?= (?-i:[A-Z]))|reach(?:ed|ing)(?= (?:the )?(?-i:[A-Z])| (?:his|her|its|their|the|our|that|this) (?:country|shores?|coasts?|islands?|border|soil|camps?|towns?|city|region))|(?:went|gone|going|moved|headed|travell?ed) elsewhere|(?:came|come)(?=\s*[.,;]|\s+(?:last|this|in|on|since|during|over|from|under|through|via|so far|by (?:boat|sea|land|air|bus|train))\b)|landed|land(?:ing|s) (?:there|here|in|on|at)|disembark(?:ed|ing)|came ashore|(?:have|had|has|to) start(?:ed)? (?:a )?new (?:life|lives) in|set foot in|turn(?:ed|ing) up|washed up|pitched up|resettled|(?:chosen|chose|pick(?:ed)?|opted for|favou?red)(?= (?:the )?(?-i:[A-Z]))|joined(?= (?:relatives|family|families|parents|spouses|husbands|those|the (?:\w+ )?already))|welcomed|(?:been|were|was) (?:taken in|let in|admitted|accepted|received|welcomed)|прибы\w+|приезжа\w+|приехал\w+|перебрал\w+|переехал\w+|релоцир\w+"),
    (Measure.ARRIVALS, "object",
     r"t(?:ook|ake[ns]?|aking) in|(?:helped|helping|helps|assisted|assisting|enabled|allowed|let)(?=(?: [\w.,’-]+){1,5}? (?:to )?(?:travel|move|relocate|reach|resettle|get to)\b)|(?:brought|bringing|took|carried) (?:ashore|to shore)|let in|welcom(?:ed|es|ing)|receiv(?:ed|es|ing)|accept(?:ed|s|ing)|admit(?:ted|s|ting)|absorb(?:ed|s|ing)|saw|seen|open(?:ed|s|ing) (?:its|their|the) (?:doors?|borders?|gates|frontiers?|arms) (?:to|for)|(?:offer(?:ed|s|ing)|g(?:ave|iven|iving|ives?)|grant(?:ed|s|ing)) (?:refuge|shelter|sanctuary|haven|a (?:new )?home) to|sheltered|(?:has taken|have taken|took)(?= (?:about|around|some|nearly|almost|more|over|an|up|at|only|roughly|just|as|in|\d|tens|hundreds|thousands|half))|attract(?:ed|s|ing)|influx of|(?<!net )inflow of|arrival of|(?:resettlement|relocation|evacuation|reception|admission|intake|entry|transfer|landing|acceptance) of|wave of|(?:stream|flow|trickle|tide|surge|rush|torrent) of|resettled|(?:evacuated|relocated|brought|flown|airlifted|transferred)(?= (?:about|around|some|nearly|almost|more|over|at|an|up|\d|tens|hundreds|thousands))|(?:logged|tallied|verified|chalked up|documented|tracked|detected|noted)(?= (?:about|around|some|nearly|almost|more|over|just|only|a|an|\d))|regist(?:ered|ering|ers)(?= (?:about|around|some|nearly|almost|more|over|just|only|\d))|recorded(?= (?:about|around|some|nearly|almost|more|over|just|only|\d))|reported(?= \d)|drew|принял\w*|приток\w*"),
    (Measure.ARRIVALS, "noun", r"arrivals?|newcomers|(?<!net )migration (?:to|into)(?= (?:the )?(?-i:[A-Z]))|(?:labour|labor|permanent|permanent-type|family|humanitarian) migration(?! (?:agency|service|office|status|law|rules))|influx|(?<!net )inflows?|(?<!net )immigration(?! (?:agency|service|office|department|minist\w+|author\w+|official|polic\w+|law\w*|bureau|data|figures|statistics|background|history|status|rules?|system|crisis))|new arrivals"),
    (Measure.DEPARTURES, "subject", rf"(?!cross|pass|went out of|gone out of){NOT_WISHED}{MOVE}{OUTWARD}"),
    (Measure.DEPARTURES, "subject",
     rf"{CARRIED}{OUTWARD}|"
     r"vot(?:ed|ing) with their feet|turn(?:ed|ing) their backs? on|(?:took|taken|take) (?:flight|to the (?:road|roads|highway|hills))|(?:made|making) (?:good )?(?:their|an) escape|(?:head|mak|made|rush|bolt|race)(?:ed|d|ing|e)? (?:for|to) the (?:exits?|borders?|airports?|door)|join(?:ed|ing) the exodus|ran for (?:their lives|it)|bailed out|skipp(?:ed|ing) (?:the country|town)|(?:chose|chosen|choosing|opted for) (?:exile|emigration)|(?:took|taken) the road (?:of|into) exile|(?:sought|seeking|seek|found) (?:refuge|safety|shelter|asylum|protection|sanctuary|a (?:better|new) life) (?:abroad|overseas|elsewhere|across the border|outside the country|in (?:neighbou?ring|other|third|nearby|foreign) (?:countries|states|nations))|set up home abroad|displaced (?:abroad|into|across (?:the )?borders?)|started over abroad|"
     r"fled|de-?registered|(?:have|had|has) (?:already |since |now )?gone(?! (?:home|back|to|into|without|missing|hungry|up|down|through|on|abroad|overseas|from))|(?<!be )gone(?=[,.]| for good| and )|flee(?:s|ing)?|(?<!are )(?<!were )(?<!is )(?<!was )left(?! behind\b| out\b| with\b| in (?:need|limbo|shock)|[- ]wing)|leav(?:e|es|ing)(?! behind)|depart(?:ed|s|ing)|emigrat\w+|escap(?:e|ed|es|ing)|mov(?:ed|ing) (?:abroad|out|away|overseas)|(?:to|might|may|could|will|would) go(?=[.,]| in | by | before | within )|"
     r"(?:gone|went|going|moving|relocat\w+) (?:abroad|overseas|into exile)|exited|quit|(?:forced|chased|hounded) (?:out|from|abroad|into exile|to flee|to leave)|driven (?:out|from|abroad)|uprooted|abandon\w+|"
     r"sought (?:refuge|safety) abroad|migrated|deserted|(?:are|were|is|was) no longer (?:in|there|here|living|resident|present)|no longer li(?:ve|ves|ving)|set (?:out|off|sail)|put (?:out )?to sea|took to (?:the )?(?:sea|boats?|rafts?)|embark(?:ed|ing)|board(?:ed|ing) (?:boats?|rafts?|flights?|trains?|buses)|packed their bags|follow(?:ed)?(?! by| with| at)|follow soon|packed up|cross(?:ed|ing) into exile|уеха\w+|уезжа\w+|покин\w+|покида\w+|выеха\w+|эмигрир\w+|бежал\w*|бегут|спасал\w+|вынужден\w* (?:покинуть|бежать)"),
    (Measure.DEPARTURES, "object",
     r"(?:took|taken|carried|brought|sent|led|swept)(?= (?:[^.;,]|,(?=\d)){0,60}\b(?:abroad|out of the country|into exile|overseas)\b)|exodus of|displacement of|uprooting of|exile of|(?<!net )outflow of|departures? of|flight of|emigration of|driv(?:en|ing)(?: out)?|drove(?: out)?|forced|forcing|lost(?! (?:their|its|his|her|all|everything|hope|touch|contact|track|sight)\b)|(?<!net )loss of(?! (?:\w+ ){0,2}(?:status|protection|papers|permits?|work|jobs?|life|lives|homes?|income))|has cost|displac(?:ed|ing)(?= (?:more|over|about|some|an|nearly|almost|at|\d))|uprooted|uprooting|sent(?! (?:[^.;,]|[.,](?=\d)){0,60}\b(?:back|home)\b)|pushed|wave of departures by|отток\w*|исход\w*|лишил\w+"),
    (Measure.DEPARTURES, "noun", r"exodus|departures?|(?<!net )outflows?|(?<!net )emigration|brain drain|emigrants|defectors|leavers"),
    (Measure.BORDER_ENTRIES, "subject", rf"(?!fle[de]){MOVE}{OVER_BORDER}"),
    (Measure.BORDER_ENTRIES, "subject",
     rf"{CARRIED}{OVER_BORDER}|"
     r"(?:caught|(?:were|was|been|are) (?:encountered|apprehended))(?! up\b| in\b| off| by)|(?:stopped|caught|detained|intercepted|apprehended|encountered|arrested) (?:at|along|near|on) (?:the|its|their) [^.;,]{0,30}border|"
     r"enter(?:s|ing)|(?<!were )(?<!was )(?<!been )(?<!are )enter(?:ed)?|pass(?:ed|ing) into|(?<![Rr]ed )cross(?:ed|es|ing)?(?! back| home| out of)(?: (?:the border|into|over|through|in))?|(?:moving|passing|passed|travell?ed|moved|walk(?:ed|ing)|trekk(?:ed|ing)|hik(?:ed|ing)|made it|made their way) (?:through|across)|ma(?:de|king) (?:the|that|this) (?:\w+ )?(?:trek|crossing|voyage|passage)(?! (?:home|back))|brav(?:ed|ing)|risk(?:ed|ing) (?:the|this|that) (?:\w+ ){0,2}?(?:crossing|passage|voyage|journey|route|trip|sea|desert|river)|navigated|travers(?:ed|ing)|transit(?:ed|ing)(?= (?:the|through))|border crossings|въезд\w*|въехал\w*|въезжа\w+|пересек\w+|пересекл\w+|проходят|прошл[ио](?! \w+ (?:год|месяц))"),
    (Measure.BORDER_ENTRIES, "noun", r"entries|crossings|border crossings|entrants|(?:northward|southward|westward|eastward|irregular|illegal|transit|onward) migration"),
    (Measure.BORDER_ENTRIES, "noun", r"(?:arrests|detentions) (?:of [^.;,\d]{3,40})?(?:at|along|on) (?:the|its|their) (?:\w+ ){0,3}border"),
    (Measure.BORDER_EXITS, "subject", r"(?:cross(?:ed|es|ing)|went|gone|passed|travell?ed) out of"),
    (Measure.BORDER_EXITS, "noun", r"crossings? out of|exits from|выезд(?:ов|а)?|exits|exit crossings|outbound (?:crossings|trips|journeys)"),
    (Measure.BORDER_ENTRIES, "object", r"(?:stopped|caught|turned (?:away|back))(?= (?:about|around|some|nearly|almost|more|over|at least|an|\d))|задерж\w+ (?:на|у|при) (?:\w+ )?(?:границ|пересечени)\w*|(?:cleared|processed|checked in)(?= (?:about|around|some|nearly|almost|more|over|\d))|encounter(?:ed|s|ing)(?: with| of)?|apprehend(?:ed|s)|apprehensions of|intercepted"),
    (Measure.RETURNS, "object", r"(?:carr(?:ied|ying)|brought|bringing|took|taking|flew|flown|flying|buss?ed|transported|shipped|drove|sent|forced|helped|helping|assisted|assisting|airlifted)(?= (?:[^.;,]|[.,](?=\d)){0,60}\b(?:home|back|return)\b)|депортир\w+|выслал\w*|deport(?:ed|ing|ations? of|s)|(?:repatriation|expulsion|removal|forced return|voluntary return|homecoming) of|expel(?:led|ling)|sen(?:t|d|ds|ding) (?:back|home)|return(?:ed|s|ing)?(?= (?:about|around|some|nearly|almost|more|over|at|up|\d))|forcibly returned|repatriated"),
    (Measure.RETURNS, "subject", r"(?:were|was|been|being) (?:deported|expelled|sent (?:back|home))"),
    (Measure.PERMITS_ISSUED, "subject", r"(?:were|was|been|have been|had been) (?:granted|approved|issued)(?! (?:asylum|refugee|temporary|international|subsidiary|protection|humanitarian))"),
    (Measure.CITIZENSHIPS, "object", r"(?:citizenship|nationality|passports?) (?:was |were |has been |have been )?(?:taken|obtained|acquired|granted|given|issued)(?: up| out)? (?:by|to)|(?:grant(?:ed|s|ing)|g(?:ave|iven|iving)|award(?:ed|ing)|confer(?:red|ring)|extend(?:ed|ing)) (?:\w+ )?(?:citizenship|nationality|passports?) (?:to|on)"),
    (Measure.CITIZENSHIPS, "subject", r"(?:(?:obtain|acquir|receiv|gain)(?:e?d|ing)|took|taken|got) (?:an? |up )?(?:\w+ )?(?:citizenship|nationality|passports?)|naturali[sz]ed|(?:became|become) (?:\w+ )?citizens|(?:were|was|been) (?:given|granted) (?:\w+ )?citizenship|получил\w* гражданство"),
    (Measure.OTHER, "subject", r"registered as (?:unemployed|job[- ]?seekers|looking for work)|(?:sought|requested|asked for) (?:\w+ )?(?:papers|documents|permits?|regulari[sz]ation|residence|residency|visas?)|(?:have|had|has) applied(?! (?:for|to) )|appl(?:ied|ying|y) for(?! (?:asylum|refugee|international|political|humanitarian|temporary|protection))"),
    (Measure.NET, "object", r"net (?:(?:inward|outward|annual|international|overseas|external) )?(?:migration|outflow|inflow|loss|emigration|immigration|departures?|gain) of|(?:migration|migratory|net) (?:balance|surplus|deficit) of|миграционн\w+ (?:прирост|отток|убыль|приток)\w*|чист\w+ (?:отток|приток|миграц)\w*"),
    (Measure.NET, "noun", r"net (?:(?:inward|outward|annual|international|overseas|external) )?(?:migration|outflow|inflow|loss|emigration|immigration|departures?|gain|movement)|on balance|(?:migration|migratory|net|positive|negative) (?:\w+ )?(?:balance|surplus|deficit)"),
    (Measure.ONWARD, "subject", r"mov(?:ed|ing) on|(?:mov|travell?|continu|journey|head|press|driv|cross)(?:ed|ing) (?:on(?: to)?|onwards?|further(?: (?:west|north|south|east|afield|on))?)|(?:gone|went|going) (?:on to|further|onwards?)|onward|transit(?:ed|ing)"),
    (Measure.ASYLUM_APPLICATIONS, "noun",
     r"(?:applied|applying|apply|applications?|requests?|claims?|petitions?|appeals?) (?:for|of) (?:political )?(?:asylum|refugee status|(?:international|humanitarian) protection)|(?<!refugees and )(?<!refugees or )asylum (?:applications?|claims?|requests?|seekers|petitions?|bids)|(?<!refugees and )asylum-seekers|"
     r"(?:sought|seek|seeking|claim(?:ed|ing)?|request(?:ed|ing)?|fil(?:ed|ing) for|lodg\w+) (?:political )?(?:asylum|refugee status|(?:international|humanitarian|subsidiary) protection)|first[- ]time appli(?:cants|cations)|asylum[- ](?:claimants|applicants)|await(?:ed|ing|s)? (?:an? |the |their )?(?:\w+ )?(?:decisions?|rulings?|answers?|hearings?|appointments?)|wait(?:ed|ing|s)? for (?:an? |the |their )?(?:\w+ )?(?:decisions?|rulings?|answers?|hearings?|appointments?)|ask(?:ed|ing|s)? for (?:political )?(?:asylum|refugee status|(?:international |temporary )?protection)|(?:ходатайств|заявлени|прошени|заяв(?:о)?к|обратил|попросил|запросил)\w*[^.;,]{0,40}убежищ\w*"),
    (Measure.PERMITS_VALID, "noun",
     r"(?:hold|holds|held|holding|holders|valid|in force|active|possess\w*|(?:current )?(?:number|total) of)[^.;,]{0,40}(?:permits?|visas?|residence cards?|residency)(?! (?:had|have|has) (?:arrived|left|returned|moved|entered))(?!,? (?:arrived|left|returned|moved|entered))|(?:have|has|had) (?:an? )?(?:[\w-]+ ){0,2}(?:permits?|visas?|residence cards?|residency|(?:temporary|permanent) residence)(?! ban)|permit[- ]holders|(?:permits?|status|title|visas?|cards?)[^.;,]{0,20},?[^.;,]{0,40},? (?:was|were|is|are) held by|име(?:ет|ют|ли) [^.;,]{0,20}(?:вид\w* на жительство|ВНЖ)|действу\w+ (?:вид|виз|ВНЖ|разрешени)\w*"),
    (Measure.PERMITS_ISSUED, "object", r"(?:gave|given|giv(?:es|ing)|(?<!has )(?<!have )grant(?:ed|s|ing)|award(?:ed|s|ing)|extend(?:ed|s|ing)|issu(?:ed|es|ing)|offer(?:ed|s|ing)) (?:\w+ ){0,3}?(?:protection|status|asylum|permits?|visas?|residence|residency|documents|papers|leave)(?: status)? to(?= (?:about|around|some|nearly|almost|more|over|at least|an|just|only|roughly|up to|\d))|(?:issued|handed out)(?= (?:about|around|some|nearly|almost|more|over|just|only|an|\d))"),
    (Measure.PERMITS_ISSUED, "noun", r"(?:given|granted|received|got|obtained) (?:permission|leave|clearance|approval|the right|a right) to (?:come|enter|stay|travel|remain|move|settle|live|reside)|grants of (?:\w+ )?(?:protection|status)|(?:positive|protection|granting) decisions|decisions granting (?:\w+ )?protection"),
    (Measure.PERMITS_ISSUED, "noun",
     r"(?:issu\w+|grant\w*|approv\w+|receiv\w+|obtain\w*|award\w+|giv(?:en|ing|e)|gave|handed out|secured|got|get|getting|gained)[^.;]{0,50}(?:permits?|visas?|residence|residency)|"
     r"(?:permits?|visas?|residency)[^.;]{0,60}(?:issued|granted|approved|awarded|handed out|given)|(?:вид\w* на жительство|ВНЖ|виз\w*|разрешени\w+) (?:\w+ )?(?:получил\w*|выдал\w*|выдан\w*|оформил\w*)|(?:выда\w+|получ\w+|оформ\w+|одобр\w+)[^.;]{0,50}(?:вид\w* на жительство|ВНЖ|виз\w*|разрешени\w+)"),
)  # fmt: skip
_NOT_MOVING: tuple[tuple[str, Side, str], ...] = (
    ("casualties", "object", r"left(?= [^.;,]{0,50}\b(?:dead|injured|homeless|unable|without|in need|hungry|jobless|wounded)\b)"),
    ("casualties", "subject", r"lost at sea|killed|died|dead|drowned|wounded|injured|missing|perished|executed|tortured|starv\w+|погиб\w+|убит\w*|ранен\w*|умер\w*"),
    ("casualties", "object", r"kill(?:ed|ing|s)|(?:claimed|cost|took) the lives of|deaths? of|toll|wounding|injuring|массов\w+ убийств\w+"),
    ("legal", "subject", r"arrested|detained(?! (?:at|along|on|near) (?:the|its|their))|jailed|imprisoned|prosecuted|sentenced|charged|disqualified|took to the streets|protested|rallied|voted(?! with their feet)|fined|задержа\w+|арестова\w+"),
    ("legal", "object", r"arrest(?:ed|ing) of|arrest(?:ed|ing)|detain(?:ed|ing)|jail(?:ed|ing)"),
    ("military", "subject", r"massed|mobilised|mobilized|conscripted|drafted|deployed|enlisted|called up|to fight|were recruited|мобилизова\w+|призва\w+|мобилизу\w+"),
    ("military", "object", r"mobili[sz](?:e|ed|ing|ation of)|conscript(?:ed|ing)?|recruit(?:ed|ing)?|call(?:ed|ing)? up|call-up of|draft(?:ed|ing)? (?:of )?|deploy(?:ed|ing|ment of)?|призвать|мобилизовать|send(?:ing)? (?=(?:hundreds|tens|thousands|\d))"),
    ("population", "object", r"(?<!ian )(?<!ean )populations? at|(?<!ian )(?<!ean )(?<!ish )(?<!refugee )(?<!migrant )population (?:slid|fell|rose|dropped|grew|declined|shrank|stood|reached|is|was)|(?:total )?populat(?:ion|ions) of(?! (?:refugees|migrants|exiles))|births? by|deaths? by|(?:registered|recorded|saw) (?=[\d,]+ (?:babies|births|deaths))|country of|city of|town of|camp of|nation of|inhabited by"),
    ("sample", "object", r"put (?:its|their|the|a few) questions to|survey(?:ed|ing|s)?(?: (?:of|among|with))?|interview(?:ed|s|ing)(?: with)?|poll(?:ed)?(?: of)?|canvassed|spoke (?:to|with)|talked to|asked(?! for)|sample (?:of|covers?|includes?|covered|included)|questioned|study of"),
    ("sample", "subject", r"(?:were|was) (?:surveyed|interviewed|polled|questioned)|опрошен\w*|опросил\w*|took part|responded"),
    ("need", "subject", r"lost their (?:jobs?|homes?|livelihoods|savings|lives)|(?:are |is |were )?(?:in|face|facing|faced|on the brink of) (?:acute |severe |urgent |need|hunger|famine|starvation)\w*|requir(?:e|ed|es|ing) (?:emergency |humanitarian |urgent )?(?:aid|help|assistance|food)|need(?:s|ed)? (?:aid|help|assistance|humanitarian)|food[- ]insecure|malnourished|infected|out of school|trapped|besieged|without (?:power|water|electricity|jobs|work)|нужда\w+ в|голода\w+"),
    ("aid", "object", r"(?:room|space|capacity|beds|places)(?: \w+)? (?:for|of)|g(?:ave|iving|iven|ives?) (?:\w+ )?(?:aid|help|assistance|cash|food|grants)|distribut\w+|deliver(?:ed|ing)|provid(?:ed|ing) \w+ (?:to|for)|vaccinat\w+|feeding|fed|aid (?:to|for)|support(?:ed|ing|s)?|serv(?:es|ed|ing)(?= (?:about|around|some|nearly|almost|more|over|at least|an|up to|\d))|feeds|(?:assist(?:ed|ing|s)?|help(?:ed|ing|s))(?!(?: [\w.,’-]+){1,5}? (?:to )?(?:travel|move|return|relocate|reach|leave|resettle|get (?:to|out))\b)(?! (?:\w+ )?returns?\b)|hir(?:ed|ing)|employ(?:s|ed|ing)?|built|rescued"),
)  # fmt: skip
Trigger = tuple[Measure | None, Side, re.Match[str]]


def _all() -> list[tuple[Measure | None, Side, str]]:
    nothing = ((None, side, pattern) for _, side, pattern in _NOT_MOVING)
    return [*_TRIGGERS, *nothing]


_KINDS = [(measure, side) for measure, side, _ in _all()]
_TOGETHER = Several(*(Keyed(pattern) for _, _, pattern in _all()))
_OF_MOTION = frozenset(n for n, (_, _, pattern) in enumerate(_all()) if MOVE in pattern)
_MOVE = Keyed(MOVE, after="")


@lru_cache(maxsize=8)
def triggers_in(text: str) -> tuple[Trigger, ...]:
    """Every trigger of a sentence, kept for the other quantities of the same sentence.

    Examples
    --------
    >>> [(measure.value, match.group()) for measure, _, match in triggers_in("They fled.")]
    [('departures', 'fled')]
    """
    found: list[tuple[int, re.Match[str]]] = []
    ends: dict[int, int] = {}
    for start, word in words_of(text):
        opened = _TOGETHER.opened[word]
        if not opened or text[start - 1 : start] == "-":
            continue
        # A word is asked once whether it is a verb of motion, not once for each direction.
        move = _MOVE.of_word[word]
        moves = move is not None and move.match(text, start) is not None
        for number, pattern in opened:
            if (number in _OF_MOTION and not moves) or start < ends.get(number, 0):
                continue
            if match := pattern.match(text, start):
                found.append((number, match))
                ends[number] = match.end()
    found.sort(key=_number)
    return tuple([(*_KINDS[number], match) for number, match in found])


_number = itemgetter(0)
