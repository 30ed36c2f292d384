"""The words of moving, staying and returning, and what each of them counts: a table."""

from __future__ import annotations

from counterflow.reading.motion import (
    CARRIED,
    HOMEWARD,
    INWARD,
    MOVE,
    NO_LEVEL,
    NOT_WISHED,
    NUMBER_NEXT,
    OUTWARD,
    OVER_BORDER,
    ROUND,
    Side,
)
from counterflow.terms import Measure

_PAPERS = (
    r"(?:status|protection|permits?|visas?|cards?|papers|documents|parole|residency|residence|"
    r"right to (?:stay|work|remain|live)|leave to remain)"
)
_PEOPLE_COUNTED = (
    r"беженцев|беженок|мигрантов|эмигрантов|иммигрантов|граждан|переселенцев|релокантов|"
    r"выходцев|уроженцев|просителей|студентов|иностранцев|\w{3,}(?:цев|иян|ссиян|янцев|нтов|аков)"
)
"""Those whose number a Russian sentence gives."""
TRIGGERS: tuple[tuple[Measure, Side, str], ...] = (
    (Measure.RETURNS, "subject", rf"{MOVE}{HOMEWARD}"),
    (Measure.RETURNS, "subject",
     rf"{CARRIED}{HOMEWARD}|"
     r"(?:left|leave|leaves|leaving|quit|quitting) (?:(?:the )?(?-i:[A-Z])[\w’']+ |"
     r"the country )?for (?:their|its) (?:own |native |home )?(?:country|countries|homeland|"
     r"homelands|homes)(?: of origin)?\b|"
     r"made to leave|return(?:ed|ing|s)?(?! tickets?)"
     rf"{NO_LEVEL}|(?:are|were|is|was|be|been) (?:now |already )?back(?! and forth){NO_LEVEL}"
     r"|(?:were|was|been|being) (?:removed|handed over)(?= (?:to|from|by|back|under)\b)"
     r"(?! from (?:the |its |their |all )?(?:\w+ )?(?:registers?|lists?|records?|statistics|rolls?|"
     r"systems?|databases?|counts?|tally))|"
     r"sent packing|resum(?:ed|ing) (?:their |a )?(?:normal )?(?:life|lives) in|"
     r"resettled in (?:their|its) (?:home|former|old|native|own)|"
     r"(?:journey|trip|way|road) (?:back|home)|"
     r"back (?:home(?!,)|in (?:their|the) (?:homes?|country|homeland))|brought (?:back|home)|"
     r"pulled back|turned back|taken (?:back|home)|"
     r"de-?register(?:ed|ing) (?:in (?:the )?(?-i:[A-Z])[\w’-]+ )?(?:in order |so as )?to (?:go|return|come|travel|move)(?: back| home)?\b|"
     r"(?:driven|pushed|forced|sent|shipped|flown|bussed|bused) (?:back|home)|repatriat\w+|"
     r"re-?entered|homecoming|верну\w+|возвращ\w+|возврат\w+|"
     r"(?:на родину|домой)\s+(?:\w+\s+){0,2}?(?:уеха|выеха|отправи|прибы|приеха|переех)\w*|"
     r"(?:уеха|выеха|отправи|прибы|приеха)\w*\s+(?:\w+\s+)?(?:на родину|домой)"),
    (Measure.RETURNS, "noun",
        r"returnees|returns|(?:deportation|repatriation|return) (?:flights?|charters?|buses|"
        r"convoys?)|(?:assisted|voluntary|forced) returns?|repatriates|deportations|expulsions|"
        r"removals|return of|return home|reverse migration|возвращени\w+"),
    (Measure.STOCK, "subject",
     r"(?:were|are|was|been) (?:\w+ )?(?:receiving|drawing|getting|on) (?:basic |social |state |"
     r"welfare |housing |unemployment )*(?:care|benefits?|welfare|allowances?)\b|"
     r"(?:were|are) (?:now |already |currently )?in (?:full-time |further |paid )?(?:employment|"
     r"education|training|schools?(?! uniform))\b|(?:were|are) (?:now |still )?in (?:the |"
     r"a )?(?:[\w-]+ ){0,2}?(?:cent(?:re|er)s?|camps?|shelters?|settlements?)\b|"
     r"liv(?:e|es|ing|ed)(?! in fear)|present (?:in|on)|"
     r"(?:were|was|been|are|is) (?:counted|identified|tracked)(?! (?:\w+ )?\w+ing\b)|"
     r"(?:inhabit|populat|occup|crowd)(?:s|es|ed|y|ies|ied|ing|"
     r"e)?(?= (?:the )?(?:\w+ )?(?:camps?|settlements?|shelters?|tents))|"
     r"resid(?:e|es|ing|ed)(?! permit)|remain(?:s|ed)?|(?<!the )(?<!The )remaining|"
     r"stay(?:s|ed|ing)?(?! permit)|settl(?:ed|ing|e)|"
     r"(?:are|were|is|was|be|been) (?:now |currently |still |officially |formally )?(?:hosted|"
     r"sheltering|shelter|registered(?! (?:their |his )?(?:residence|stay|presence)|"
     r" (?:\w+ )?(?:cross|enter|arriv|leav|return|com|flee)\w*ing\b)|living|staying|based|"
     r"resident|found|to be found|concentrated|clustered|located|confined|quartered|lodged|"
     r"(?:refugees|exiles|guests|migrants)(?= in)|"
     r"recorded(?! (?:as )?(?:\w+ )?(?:cross|enter|arriv|leav|return|com|flee)\w*ing\b)|abroad|"
     r"overseas|sheltered|accommodated|housed|in exile|wintering)|seeking protection|"
     r"protection[- ]seekers|being (?:hosted|housed|sheltered|accommodated|put up|looked after|"
     r"cared for)|(?:believed|thought|said|known|estimated|reported|understood|reckoned|supposed|"
     r"presumed) to (?:(?:still|now) )?be(?: (?:still|now|currently))?(?= (?:in|inside|across|on|"
     r"outside|abroad|sheltering|present|there)\b)|work(?=[.,;])|work(?:s|ed|ing)? in (?:the )?(?-i:[A-Z])\w+|"
     r"(?:have|hold|held|holding) (?:a )?jobs?|found (?:an? )?(?:\w+ ){0,2}?(?:jobs?|work|"
     r"employment)|(?:taken|took|take) up residence|linger(?:s|ed|ing)?|"
     r"(?:were|are|was|been) entered (?:in|into|on)|sheltering|stranded|stuck|"
     r"wait(?:ing)?(?= (?:on|in|at) (?!lines?\b|queues?\b))|(?:sleep(?:ing)?|slept)(?= (?:at|in|on|under|"
     r"outside|rough)\b)|camped(?: out)?|encamped|"
     r"(?:crowded|crammed|packed|squeezed|huddled) (?:into|in|inside)|(?:put down|laid) roots|"
     r"at home in|lodged (?:in|with)|dwell(?:s|ing)?|liv(?:e|ing) on in|"
     r"(?:have|has|had|with|of) (?:an? )?(?:[\w-]+ )?(?:im)?migra(?:nt|tion|tory) (?:background|"
     r"roots|origins?|history)|(?<!and )(?:did|do|does|have|has|had) not (?:yet )?(?:left|leave|"
     r"return(?:ed)?|gone|go (?:back|home))|(?:attend(?:s|ed|ing)?|go(?:es|ing)? to|enrolled in|"
     r"study at) (?:[\w-]+ ){0,3}?(?:schools?|classes|lessons|kindergartens?|universit(?:y|ies))|"
     r"(?:are|were|is|remain(?:s|ed)?) (?:still |now )?(?:undocumented|unregistered)|"
     r"(?:have|had|has|with) no (?:recorded|registered|known) (?:exits?|departures?)|"
     r"(?:have|had|has) no (?:papers|documents|legal status|permits?|visas?)|"
     r"(?:do|does|did) not have (?:legal|regular|valid|papers|documents)|"
     r"(?:depend|rely|relies)(?:s|ed|ing)? on(?! (?:the |which |how |who |what )?(?:method|"
     r"definition|source|way|count|estimate|season|scenario|route|who|how)s?\b)|lack(?:s|ed|ing)? (?:papers|documents|legal status|"
     r"legal papers)|already (?:there|here|living|settled|in (?-i:[A-Z])\w+)|"
     r"without (?:papers|documents|(?:legal|regular|lawful|migration|immigration|"
     r"valid) (?:status|papers|documents))|(?:are|were) (?:now |already )?(?:employed|"
     r"in (?:paid )?work)|(?:are|were|is) left(?! (?:with|behind|out|in need))|"
     r"languish(?:ed|ing)?|(?:made|make|making|set up|built|build|building|established|"
     r"rebuilt) (?:an? |their |new )*(?:new )?(?:homes?|lives|life|"
     r"base)(?: for themselves)? (?:in|there|here|abroad)|"
     r"(?:made|make|making) (?-i:[A-Z])\w+ (?:their|its) (?:new )?home|"
     r"call(?:s|ed)? (?-i:[A-Z])\w+ (?:their )?home|sign(?:ed|ing) up with|enrolled with|"
     r"(?:are|were)(?= (?-i:[A-Z])\w+(?:s|ese)\b(?! (?:\(|with|at)))|"
     r"sign(?:ed|ing)? up (?:there |here )?(?:for|to)|enroll?ed (?:in|for|on)|overstayed|"
     r"(?:have|had|has|hold|held) (?:residence|residency)(?! (?:permits?|cards?|visas?))|"
     r"been (?:housed|accommodated|sheltered|put up)|scattered|spread across|"
     r"(?:found|finding|find|taken|sought|seek|seeking|took) (?:refuge|shelter|sanctuary|safety)|"
     r"(?:(?:is|are|were|was) (?:set|due|about|likely|expected|going|on course) to|"
     r"(?:could|may|might|would|will|can|to|stand to)) (?:soon )?(?:lose|"
     r"be (?:stripped|deprived) of) (?:their |its |the )?(?:[\w-]+ ){0,2}?(?:status|protections?|"
     r"permits?|visas?|papers|right)|risk(?:s|ed|ing)? (?:losing|deportation|expulsion|removal|"
     r"being (?:deported|expelled|sent|returned))|"
     r"fac(?:es?|ed|ing) (?:\w+ )?(?:deportation|expulsion|removal|eviction|repatriation|"
     r"the loss of)|(?:at|under) (?:\w+ )?(?:risk|threat) of (?:\w+ )?(?:deportation|expulsion|"
     r"removal|repatriation)|"
     r"(?:covered by|granted) (?:the )?(?:EU’?'?s? )?(?:temporary|international|subsidiary) protection|"
     r"(?:benefit(?:ed|ing|s)?|beneficiar\w+) (?:from|of) (?:temporary|"
     r"international) protection\b(?! (?:(?:have|had|has) )?(?:went|gone|return\w*|left|moved|"
     r"came|come|cross\w+|depart\w+|entered|arriv\w+)\b)|"
     r"under (?:the |its )?(?:EU'?s? |bloc'?s )?(?:temporary |international |"
     r"subsidiary )?protection\b(?! (?:(?:have|had|has) )?(?:went|gone|return\w*|left|moved|came|"
     r"come|cross\w+|depart\w+|entered|arriv\w+)\b)|"
     r"enjoy(?:s|ed|ing)? (?:\w+ )?protection|(?:have|has|had|hold|held|holding|granted|received|"
     r"enjoy(?:ed|ing)?|with) (?:the )?(?:temporary|refugee|protection|"
     r"protected|international|subsidiary|humanitarian|complementary|collective|asylum)(?: protected| protection)? (?:protection|"
     r"status(?:es)?)|"
     r"outside (?:the|their) (?:country|homeland)|"
     r"(?:beyond|outside) (?:its|their|the country’s|the country's) borders?|displaced|in exile|"
     r"integrated|(?:in|with) (?:an? )?(?:irregular|undocumented|illegal) (?:situation|status)|"
     r"(?:end|ended|wound) up|(?:are|were|is|was) (?:also |now |currently |still |"
     r"already )*(?:in|inside|on the territory of) (?:the |northern |southern |eastern |"
     r"western )*(?-i:[A-Z])[\w’']*(?! (?:need|favou?r|danger|work|jobs))|"
     r"(?:are|were) (?:also |now |still |already )*there|"
     r"(?:granted|given|received|obtained|got|won|awarded|offered) (?:political |temporary |"
     r"subsidiary |international |humanitarian |full )*(?:asylum|refugee status|protection|"
     r"sanctuary|refuge|shelter)|(?:are|were|been) recogni[sz]ed as refugees|прожива\w+|"
     r"пребыва\w+|остал\w+|остаться|остава\w+|оста[юе]\w+|осел[аи]?|осевш\w+|поселил\w+|"
     r"укрыва\w+|укрыл\w+|числ[ия]тся|состо[яи]т на учете|прош(?:ли|ло|ла|едш\w+) регистраци\w+|"
     r"регистраци\w+ прош(?:ли|ло)|находи\w+|наход[яи]тся|живут|жив[её]т|жили|зарегистрирован\w*|"
     r"под временной защитой|пользу\w+ [^.;,\d]{0,25}(?:статус|защит)\w*|"
     r"(?:статус|защит)\w+ (?:\w+ ){0,2}?пользу\w+|"
     r"пользовал\w+ [^.;,\d]{0,25}(?:статус|защит)\w*|"
     r"(?:статус|защит)\w+ (?:\w+ ){0,2}?пользовал\w+|временн\w+ (?:защит|статус)\w+|размещ\w+|"
     r"обосновал\w+|нашл\w+ (?:убежище|приют)"),
    (Measure.STOCK, "object",
     rf"(?:(?<=camp, )|(?<=camps, )|(?<=settlement, )|(?<=site, ))with{NUMBER_NEXT}|"
     r"(?:tak(?:es?|ing|en)|took|bring(?:s|ing)?|brought|(?:rais|lift|push|swell|boost|increas|swoll|"
     r"expand)(?:e[ds]|s|ed|ing|en)?) (?:the|their|its|that) (?:(?!\b(?:who|arriv|return|left|"
     r"applic))[^.;,\d]){0,50}?(?:community|population|diaspora|presence|caseload)"
     r"[^.;,\d]{0,40} to(?= )|"
     r"(?:affect(?:s|ed|ing)?|target(?:s|ed|ing)?|shield(?:s|ed|ing)?|protect(?:s|ed|ing)?|"
     r"spar(?:e|es|ed|ing))(?= (?:(?:about|around|some|nearly|almost|more|over|at least|an|up to|"
     r"as many|tens|hundreds|thousands|millions|another)\b|\d))|stock of|"
     r"number in (?:the |its )?(?:country|kingdom|city|republic|camp)|caseload(?: of)?|"
     r"(?:cent(?:re|er)|camp|shelter|site|facilit|settlement)(?:s|y|ies)? (?:now |"
     r"currently )?(?:hold|holds|held|house|houses)|"
     r"(?:first|second|third|largest|main|biggest|top|leading) (?:receiving|recipient|"
     r"hosting) (?:country|nation)|(?:largest|main|biggest|top|leading|principal) host(?:s|"
     r" countr(?:y|ies)| nations?)? (?:for|of|to)|host countr(?:y|ies) (?:for|of)|"
     r"put(?:s|ting)? (?:them|their (?:number|total)|"
     r"(?:the|that|this) (?:refugee |migrant )?(?:number|total|figure|population|"
     r"community)(?:(?!\b(?:who|return|arriv|left|cross|fled|leav|depart|appl|dea[dt]|killed|"
     r"wounded|victim|visa|permit|passport|claim|request|grant|issued|given|entr))[^.;,\d]){0,40}) at|(?:countries|states|nations) (?:receiving|hosting|"
     r"housing|sheltering)|brings together|identified(?= (?:(?:about|around|some|nearly|almost|"
     r"more|over)\b|\d))|bringing together|number of (?:(?-i:[A-Z])\w+s|Chinese|Sudanese|"
     r"Lebanese)\b(?! (?:[a-z]+ly |to )?(?:who|that|left|fled|moved|went|came|leaving|fleeing|"
     r"arriving|returning|crossing|entering|moving|coming|seeking))|"
     r"(?:could|can|will|would|may|might|must|to) (?:host|shelter|house|accommodate)|"
     r"host(?:s|ed|ing)?(?![ -](?:countr|nation|communit|societ|state|famil|govern))|"
     r"(?<!back )(?<!went )(?<!gone )(?<!going )(?<!go )(?<!return )(?<!turned )home to|"
     r"shelter(?:s|ed|ing)(?! for)|accommodat\w+|houses|housing|harbou?r(?:s|ed|ing)?|"
     r"look(?:s|ed|ing)? after|cares for|caring for|care for|ha[sd] registered|have registered|"
     r"ha[sd] taken up|"
     rf"community of|diaspora of|(?:refugee|migrant|immigrant|exile) population of|"
     rf"number of (?:(?!\b(?:who|that|arriv|leav|left|flee|fled|return|enter|cross|com|seek|appl|"
     rf"mov|permit|visa|asylum|claim|grant|depart|request|"
     rf"passport|allow|let\b|admit)\w*)[^,.;]){{0,60}}?\b(?:living|residing|in|refugees|(?:im)?migrants|exiles|"
     rf"expatriates|registered|abroad|displaced|idps)\b(?! (?:who|"
     rf"that) (?:(?:have|had|has) )?(?:arriv|left|fle|enter|cross|c[ao]me|return|mov|gone|went|"
     rf"reach|sought|seek|ask|appl))|total of|(?:number|total)(?:s|ed|led|ing|"
     rf"ling)?(?= (?:(?:about|around|some|nearly|almost|more|over|at least|an|a|half|roughly|"
     rf"up to|approximately|close|just|only|one|two|three|four|five|six|seven|another)\b|\d))|"
     rf"presence of|registration of|lists(?= (?:(?:about|around|some|nearly|almost|more|over)\b|"
     rf"\d))|displacement[^.;,\d]{{0,40}}? (?:climbed|rose|reached|stood|grew|increased|"
     rf"fell)(?: to| at)?|(?<=[nish] )(?<!born )(?<! in )(?:population|community|"
     rf"diaspora)(?: in (?:the )?(?-i:[A-Z])\w+)?(?: \w+){{0,2}} (?:is|was|at|of|to|reached|"
     rf"reach|topped|exceeds?|exceeded)|granted (?:its |the )?(?:\w+ ){{0,2}}status to|"
     rf"(?:house|shelter)(?= (?:(?:about|around|some|nearly|almost|more|over|an|roughly|up to|"
     rf"another)\b|\d))|(?:has|have|had)(?= (?:(?:about|around|some|nearly|almost|more|over|at|"
     rf"an|the|roughly|up|approximately|another)\b|[\d]))|counted(?!,)|"
     rf"(?:holds?|found|finds|shows?|lists?|listed)(?= (?:(?:about|around|some|nearly|almost|"
     rf"more|over|at least|just|only)\b|\d))|recorded across|"
     rf"counts(?= (?:(?:about|around|some|nearly|almost|more|over|at least|an|roughly|up to|"
     rf"another)\b|\d))|размест\w+|принимает|принимают|приютил\w*|насчит\w+|приходится|"
     rf"(?:(?<!рекордное )(?<!большое )(?<!наибольшее )числ(?:о|а|е|ом)|количеств\w+|"
     rf"численност\w+) (?:(?!уехавш|выехавш|выбывш|прибывш|приехавш|въехавш|вернувш|возвра|"
     rf"покинувш|бежавш|пересек|въезд|выезд|прибыти|отъезд|заяв|ходатайств|прошени|разрешени|виз|"
     rf"вид[ао]?в? на|погибш|жертв|убит|ранен|пострадавш|просител|ищущ|"
     rf"отказ)[\w-]+ ){{0,3}}?(?:{_PEOPLE_COUNTED})\b(?! (?:на|через) границ)(?!,? (?:уехавш|"
     rf"выехавш|выбывш|прибывш|приехавш|въехавш|вернувш|возвра|покинувш|бежавш|пересек|въезд|"
     rf"выезд|прибыти|отъезд|заяв|ходатайств|прошени|разрешени|виз|вид[ао]?в? на|погибш|жертв|"
     rf"убит|ранен|пострадавш|просител|ищущ|отказ))"),
    (Measure.STOCK, "noun",
        r"in (?:the |its )?(?:(?:(?-i:[A-Z])[\w’']+|foreigners[’']?|aliens[’']?|population|"
        r"migrants?[’']?|refugees?[’']?) ){0,3}?[Rr]egist(?:er|ry)|"
        r"(?:in|on|within) (?:its|their|the national) (?:territory|soil|borders)|"
        r"on (?:its|their|the|his|(?:the )?\w+['’]s) (?:\w+ )?(?:registers?|books|rolls|lists?|"
        r"files)|on file|registered|refugee population|"
        r"(?:migrant|immigrant|exile|expatriate) (?:population|"
        r"community)(?! (?:leaders?|cent|groups?|members?))|"
        r"diaspora(?! (?:leaders?|groups?|members?))|(?<!\()(?:abroad|overseas)(?!\))|за рубежом|"
        r"за границей"),
    (Measure.ARRIVALS, "subject", rf"(?!cross|fle[de]|pass|get\b|fil\w+ for){MOVE}{INWARD}"),
    (Measure.ARRIVALS, "subject",
     rf"{CARRIED}{INWARD}|"
     r"(?:given|granted|gained|allowed|obtained) (?:entry|admission) (?:to|into)|"
     r"(?:show|wash|popp|fetch)(?:ed|ing) up|descended on|"
     r"(?:start|began|begun|beginn)(?:ed|ing)? (?:a )?(?:new )?(?:life|lives) in|"
     r"(?:swapp|trad|exchang)(?:ed|ing) (?:the )?(?-i:[A-Z])\w+ for|"
     r"(?:were|was|been|are) (?:rescued|picked up|plucked)(?= (?:off|from|at sea|and brought))|"
     r"made aliyah|travell?ed (?:under|on|with|by) (?:[\w-]+ ){0,4}(?:schemes?|visas?|"
     r"programmes?|programs?|routes?|permits?)|(?:were|was|been|being) (?:moved|relocated|"
     r"transferred|transported|bussed|bused)(?! (?:home|back|out|abroad))|"
     r"registered (?:their |his )?(?:residence|stay)|immigrated(?! (?:to|into) )|"
     r"c(?:ame|ome|oming) over|arriv(?:e|ed|es|ing)(?! at (?:(?:an?|the|this|that|its) (?:\w+ )?(?:figure|number|total|"
     r"estimate|conclusion|agreement|consensus|compromise|decision|deal|solution|sum|count|result|"
     r"price|settlement|answer)\b|about|around|between|\d))|"
     r"(?!(?:(?:e?migrat|relocat|mov)\w*|went|gone) in (?:the )?(?:\d|first|last|past|early|late|"
     r"mid|recent|same|spring|summer|autumn|winter|large|great|record|droves|waves|Jan|Feb|March|"
     r"April|May\b|June|July|Aug|Sept|Oct|Nov|Dec))(?:moved?|moving|relocat(?:ed|ing|e)|"
     r"emigrat(?:ed|ing|e)|immigrated|came|come|coming|flock(?:ed|ing)|pour(?:ed|ing)|"
     r"stream(?:ed|ing)|flood(?:ed|ing)|resettled|went|gone|head(?:ed|ing)|travell?ed|"
     r"walk(?:ed|ing)|trekk(?:ed|ing)|evacuated|brought|flown|made it|made their way|transferred|"
     r"migrated|reached|turned up|landed|disembarked|spilled|surged|crowded|drawn|lured|"
     r"driven across) (?:(?:north|south|east|west)(?:wards?)? )?(?:there|here|in|"
     rf"to(?! {ROUND}\d)|"
     r"into(?! exile| (?:the picture|play|force|effect|question|view|being)\b)|"
     r"for(?! the (?:exits?|borders?))|on(?= (?:the )?(?-i:[A-Z]))|from \w+ to)\b|"
     r"(?:came|come|coming|hail(?:ed|ing)?) from(?= (?-i:[A-Z]))|"
     r"reach(?:ed|ing|es)?(?= (?:the )?(?-i:[A-Z])|"
     r" (?:his|her|its|their|the|our|that|this) (?:country|shores?|coasts?|islands?|border|soil|"
     r"camps?|towns?|city|region))|(?:went|gone|going|moved|headed|travell?ed) elsewhere|"
     r"(?:came|come)(?=\s*[.,;]|\s+(?:were|are|said|say|want|last|this|in|on|since|during|over|"
     r"from|under|through|via|so far|by (?:boat|sea|land|air|bus|train))\b)|landed|"
     r"land(?:ing|s) (?:there|here|in|on|at)|disembark(?:ed|ing)|came ashore|"
     r"(?:have|had|has|to) start(?:ed)? (?:a )?new (?:life|lives) in|set foot in|"
     r"turn(?:ed|ing) up|washed up|pitched up|resettled|"
     r"(?:chosen|chose|pick(?:ed)?|opted for|favou?red)(?= (?:the )?(?-i:[A-Z]))|"
     r"joined(?= (?:them|relatives|family|families|parents|spouses|husbands|those|"
     r"the (?:\w+ )?already))|welcomed|(?:been|were|was) (?:taken in|let in|admitted|accepted|"
     r"received|welcomed)|прибы\w+|прибуд\w+|приезжа\w+|приехал\w+|приехавш\w+|приед\w+|"
     r"перебрал\w+|перебир\w+|перебрать\w+|переехал\w+|переехавш\w+|переезжа\w+|перееха\w+|"
     r"переед\w+|иммигрир\w+|хлынул\w*|добрал\w+|релоцир\w+"),
    (Measure.ARRIVALS, "object",
     r"t(?:ook|ake[ns]?|aking) in|(?:helped|helping|helps|assisted|assisting|enabled|allowed|"
     r"let)(?=(?: [\w.,’-]+){1,5}? (?:to )?(?:travel|move|relocate|reach|resettle|get to)\b)|"
     r"(?:brought|bringing|took|carried) (?:ashore|to shore)|"
     r"(?:carr(?:ied|ying)|ferr(?:ied|ying)|transport(?:ed|ing)|flew|flown|"
     r"shipp(?:ed|ing))(?= (?:(?!home\b|back\b)[^.;,]|[.,](?=\d)){3,50} (?:to|into|across|"
     r"from) (?:the )?(?-i:[A-Z]))|let in|welcom(?:ed|es|ing)|receiv(?:ed|es|ing)|"
     r"accept(?:ed|s|ing)|admit(?:ted|s|ting)|absorb(?:ed|s|ing)|"
     r"(?:saw|seen)(?! (?:an?|one|at least one|some) (?:\w+ )?(?:relative|member|relation)s?\b)|"
     r"open(?:ed|s|ing) (?:its|their|the) (?:doors?|borders?|gates|frontiers?|arms) (?:to|for)|"
     r"(?:offer(?:ed|s|ing)|g(?:ave|iven|iving|ives?)|grant(?:ed|s|ing)) (?:refuge|shelter|"
     r"sanctuary|haven|a (?:new )?home) to|sheltered|"
     r"(?:has taken|have taken|took)(?!(?:[^.;,]|[.,](?=\d)){0,60}\b(?:home|back)\b)(?= (?:(?:about|around|some|nearly|almost|more|over|an|up|at|"
     r"only|roughly|just|as|in|tens|hundreds|thousands|half|another)\b|\d))|attract(?:ed|s|ing)|"
     r"influx of|(?<!net )inflow of|arrival of|(?:resettlement|(?<!net )relocation|evacuation|"
     r"reception|admission|(?<!net )intake|entry|transfer|landing|acceptance) of|wave of|"
     r"(?:stream|flow|trickle|tide|surge|rush|torrent) of|resettled|"
     r"(?:evacuated|relocated|brought|flown|airlifted|"
     r"transferred)(?= (?:(?:about|around|some|nearly|almost|more|over|at|an|up|tens|hundreds|"
     r"thousands|another)\b|\d))|(?:logged|tallied|verified|chalked up|documented|tracked|"
     r"detected|noted)(?= (?:(?:about|around|some|nearly|almost|more|over|just|only|a|an|"
     r"another)\b|\d))|regist(?:ered|ering|ers)(?= (?:(?:about|around|some|nearly|almost|more|"
     r"over|just|only)\b|\d))|recorded(?= (?:(?:about|around|some|nearly|almost|more|over|just|"
     r"only)\b|\d))|reported(?= \d)|drew|принял\w*|приток\w*|приезд\w*|прибыти\w+|переезд\w*|"
     r"прием(?=\w* (?:\d|еще|около|более|до))"),
    (Measure.ARRIVALS, "noun",
        r"arrivals?|newcomers|aliyah|(?<!net )migration (?:to|into)(?= (?:the )?(?-i:[A-Z]))|"
        r"(?:labour|labor|permanent|permanent-type|family|"
        r"humanitarian) migration(?! (?:agency|service|office|status|law|rules))|influx|"
        r"(?<!net )inflows?|(?<!net )immigration(?! (?:agency|service|office|department|"
        r"minist\w+|author\w+|official|polic\w+|law\w*|bureau|data|figures|statistics|background|"
        r"history|status|rules?|system|crisis))|new arrivals"),
    (Measure.DEPARTURES, "subject",
        rf"(?!cross|pass|went out of|gone out of){NOT_WISHED}{MOVE}{OUTWARD}"),
    (Measure.DEPARTURES, "subject",
     rf"{CARRIED}{OUTWARD}|"
     r"vot(?:ed|ing) with their feet|turn(?:ed|ing) their backs? on|"
     r"(?:took|taken|take) (?:flight|to the (?:road|roads|highway|hills))|"
     r"(?:made|making) (?:good )?(?:their|an) escape|"
     r"(?:head|mak|made|rush|bolt|race)(?:ed|d|ing|e)? (?:for|to) the (?:exits?|borders?|"
     r"airports?|door)|join(?:ed|ing) the exodus|ran for (?:their lives|it)|bailed out|"
     r"skipp(?:ed|ing) (?:the country|town)|(?:chose|chosen|choosing|opted for) (?:exile|"
     r"emigration)|(?:took|taken) the road (?:of|into) exile|"
     r"(?:sought|seeking|seek|found) (?:refuge|safety|shelter|asylum|protection|sanctuary|"
     r"a (?:better|new) life) (?:abroad|overseas|elsewhere|across the border|outside the country|"
     r"in (?:neighbou?ring|other|third|nearby|foreign) (?:countries|states|nations))|"
     r"set up home abroad|displaced (?:abroad|into|across (?:the )?borders?)|started over abroad|"
     r"lost their homes?(?! (?:to|in) (?:the )?(?:rising|banks?|landlords?|debts?|mortgages?))|"
     r"fled|(?:(?:were|was|been|are) )?(?:(?:record|report|count|logg)ed as |having )?"
     r"de-?register(?:ed|ing)|went(?=[.,]| (?:last|this) (?:year|month|week|spring|summer|autumn|"
     r"winter)| (?:in|by|during|before|after|since|between|"
     r"within) (?:(?:the|early|late|mid|that|those) )*(?:\d|first|last|past|same|following|year|"
     r"month|week|spring|summer|autumn|winter|election|invasion|war|coup|revolution|"
     r"(?-i:January|February|March|April|May|June|July|August|September|October|November|"
     r"December)))|"
     r"(?:have|had|has) (?:already |since |now )?gone(?! (?:home|back|to|into|without|missing|"
     r"hungry|up|down|through|on|abroad|overseas|from))|(?<!be )gone(?=[,.]| for good| and )|"
     r"flee(?:s|ing)?|(?<!are )(?<!were )(?<!is )(?<!was )(?<!\bbe )left(?! behind\b| out\b|"
     r" with(?:out)?\b| in (?:need|limbo|shock)|[- ]wing)|(?<!that )(?<!which )(?<!this )leaves(?! behind)|"
     r"leav(?:e|ing)(?! behind)|"
     r"depart(?:ed|s|ing)|emigrat\w+|escap(?:e|ed|es|ing)|"
     r"mov(?:ed|ing) (?:abroad|out|away|overseas)|"
     r"(?:to|might|may|could|will|would) go(?=[.,]| in | by | before | within )|"
     r"(?:gone|went|going|moving|relocat\w+) (?:abroad|overseas|into exile)|exited|quit|"
     r"(?:forced|chased|hounded) (?:out|from|abroad|into exile|to flee|to leave)|"
     r"driven (?:out|from|abroad)|uprooted|abandon\w+|"
     r"sought (?:refuge|safety) abroad|migrated|deserted|"
     r"(?:are|were|is|was) no longer (?:in|there|here|living|resident|present)|"
     r"no longer li(?:ve|ves|ving)|set (?:out|off|sail)|put (?:out )?to sea|"
     r"took to (?:the )?(?:(?-i:[A-Z])\w+ )?(?:sea|ocean|waves|boats?|rafts?)|embark(?:ed|ing)|"
     r"board(?:ed|ing) (?:boats?|rafts?|flights?|trains?|buses)|packed their bags|"
     r"follow(?:ed)?(?! by| with| at| about| some| up| more| over| nearly| \d)|follow soon|"
     r"packed up|cross(?:ed|ing) into exile|уеха\w+|уезжа\w+|уед\w+|покин\w+|покида\w+|выеха\w+|"
     r"выезжа\w+|выед\w+|выбы(?:л|в)\w*|эмигрир\w+|бежал\w*|бежать|сбежа\w+|бегут|спасал\w+|"
     r"вынужден\w* (?:покинуть|бежать)"),
    (Measure.DEPARTURES, "object",
     r"(?:took|taken|carried|brought|sent|led|swept)(?= (?:[^.;,]|,(?=\d)){0,60}\b(?:abroad|"
     r"out of the country|into exile|overseas)\b)|exodus of|displacement of|uprooting of|"
     r"exile of|(?<!net )outflow of|departures? of|flight of|emigration of|"
     r"driv(?:en|ing|es)(?: out)?|drove(?: out)?|forced|"
     r"forces(?= (?:(?:about|around|some|nearly|almost|more|over|at least|an|tens|hundreds|"
     r"thousands|another)\b|\d))|forcing|displaces|uproots|"
     r"pushes(?= (?:(?:about|around|some|nearly|almost|more|over|at least|an|tens|hundreds|"
     r"thousands|another)\b|\d))|lost(?! (?:their|its|his|her|all|everything|hope|touch|contact|"
     r"track|sight)\b)|(?<!net )(?<!migration )(?<!migratory )loss of(?! (?:\w+ ){0,2}(?:status|"
     r"protection|papers|permits?|work|jobs?|life|lives|homes?|income))|has cost|"
     r"displac(?:ed|ing)(?= (?:more|over|about|some|an|nearly|almost|at|\d))|uprooted|uprooting|"
     r"sent(?! (?:[^.;,]|[.,](?=\d)){0,60}\b(?:back|home)\b)|pushed|wave of departures by|"
     r"отток\w*|исход\w*|отъезд\w*|эвакуаци\w+|лишил\w+"),
    (Measure.DEPARTURES, "noun",
        r"exodus|departures?|(?<!net )outflows?|(?<!net )emigration|brain drain|emigrants|"
        r"defectors|leavers"),
    (Measure.BORDER_ENTRIES, "subject", rf"(?!fle[de]){MOVE}{OVER_BORDER}"),
    (Measure.BORDER_ENTRIES, "subject",
     rf"{CARRIED}{OVER_BORDER}|"
     r"(?:caught|(?:were|was|been|are) (?:encountered|apprehended))(?! up\b| in\b| off| by)|"
     r"(?:stopped|caught|detained|intercepted|apprehended|encountered|arrested) (?:at|along|near|"
     r"on) (?:the|its|their) [^.;,]{0,30}border|"
     r"enter(?:s|ing)|(?<!were )(?<!was )(?<!been )(?<!are )enter(?:ed)?|pass(?:ed|ing) into|"
     r"(?<![Rr]ed )cross(?:ed|es|ing)?(?! back| home|"
     r" out of)(?: (?:(?:the country|its|their|(?-i:[A-Z])\w+)(?:[’']s)? (?:own |"
     r"state )?borders?|the border|into|over|through|in))?|"
     r"(?:moving|passing|passed|travell?ed|moved|walk(?:ed|ing|s)?|trekk(?:ed|ing)|hik(?:ed|ing)|"
     r"made it|made their way) (?:through|across)|"
     r"ma(?:de|king) (?:the|that|this) (?:\w+ )?(?:trek|crossing|voyage|"
     r"passage)(?! (?:home|back))|brav(?:ed|ing)|"
     r"risk(?:ed|ing) (?:the|this|that) (?:\w+ ){0,2}?(?:crossing|passage|voyage|journey|route|"
     r"trip|sea|desert|river)|navigated|travers(?:ed|ing)|transit(?:ed|ing)(?= (?:the|through))|"
     r"border crossings|въезд\w*|въеха\w+|въезжа\w+|въед\w+|пересек\w+|пересекл\w+|"
     r"переш(?:ли|ло|ел|едш\w+)|проходят|(?<!егистрацию )прошл[ио](?! \w+ (?:год|месяц)|"
     r" регистраци)"),
    (Measure.BORDER_ENTRIES, "noun",
        r"entries|crossings|border crossings|entrants|"
        r"apprehensions(?! of)|interceptions|"
        r"(?:(?:north|south|west|east)(?:ward|bound)|irregular|illegal|transit|onward) "
        r"(?:migration|movements?|flows?|traffic)"),
    (Measure.BORDER_ENTRIES, "noun",
        r"(?:arrests|detentions) (?:of [^.;,\d]{3,40})?(?:at|along|on) (?:the|its|"
        r"their) (?:\w+ ){0,3}border"),
    (Measure.BORDER_EXITS, "subject", r"(?:cross(?:ed|es|ing)|went|gone|passed|travell?ed) out of"),
    (Measure.BORDER_EXITS, "noun",
        r"crossings? out of|exits from|выезд(?:ов|а)?|exits|exit crossings|"
        r"outbound (?:crossings|trips|journeys)"),
    (Measure.BORDER_ENTRIES, "object",
        r"(?:entered|crossed(?: into)?) by|(?:stopped|caught|"
        r"turned (?:away|back))(?= (?:(?:about|around|some|nearly|almost|more|over|at least|an|"
        r"another)\b|\d))|задерж\w+ (?:на|у|при) (?:\w+ )?(?:границ|пересечени)\w*|"
        r"(?:cleared|processed|checked in)(?= (?:(?:about|around|some|nearly|almost|more|over)\b|"
        r"\d))|encounter(?:ed|s|ing)(?: with| of)?|apprehend(?:ed|s)|apprehensions of|intercepted"),
    (Measure.RETURNS, "object",
        r"(?:carr(?:ied|ying)|brought|bringing|took|taking|flew|flown|flying|buss?ed|transported|"
        r"shipped|drove|sent|forced|helped|helping|assisted|assisting|"
        r"airlifted)(?= (?:[^.;,]|[.,](?=\d)){0,60}\b(?:home|back|return)\b)|депортир\w+|"
        r"депортаци\w+|высла\w+|выслан\w+|вышл(?:ет|ют)|высылк\w+|выдвор\w+|"
        r"репатриир(?!овал\w*с[ья])\w+|репатриаци\w+|deport(?:ed|ing|ations? of|s)|"
        r"(?:repatriation|expulsion|removal|forced return|voluntary return|homecoming) of|"
        r"expel(?:led|ling)|sen(?:t|d|ds|ding) (?:back|home)|"
        r"return(?:ed|s|ing)?(?= (?:(?:about|around|some|nearly|almost|more|over|at|up)\b|\d))|"
        r"forcibly returned|repatriated"),
    (Measure.RETURNS, "subject",
        r"(?:were|was|been|being) (?:deported|expelled|sent (?:back|home))"),
    (Measure.PERMITS_ISSUED, "subject",
        r"(?:were|was|been|have been|had been) (?:granted|approved|"
        r"issued)(?! (?:asylum|refugee|temporary|international|subsidiary|protection|"
        r"humanitarian))"),
    (Measure.PERMITS_ISSUED, "subject",
        r"(?:were|was|been|have|had|has) (?:been )?(?:regulari[sz]ed|legali[sz]ed)(?: (?:their|his|her|its) "
        r"(?:stay|status|situation))?(?!,? (?:drugs?|trade|cannabis))"),
    (Measure.CITIZENSHIPS, "object",
        r"(?:grant(?:ed|s|ing)|g(?:ave|iven|iving)|award(?:ed|ing))(?= (?:[^.;,]|,(?=\d)){2,60}? "
        r"(?:citizenship|nationality|passports?)\b)|"
        r"(?:citizenship|nationality|passports?) (?:was |were |has been |have been )?(?:taken|"
        r"obtained|acquired|granted|given|issued)(?: up| out)? (?:by|to)|"
        r"(?:grant(?:ed|s|ing)|g(?:ave|iven|iving)|award(?:ed|ing)|confer(?:red|ring)|"
        r"extend(?:ed|ing)) (?:\w+ )?(?:citizenship|nationality|passports?) (?:to|on)"),
    (Measure.CITIZENSHIPS, "subject",
        r"(?:(?:obtain|acquir|receiv|gain)(?:e?d|ing)|took|taken|got) (?:an? |"
        r"up )?(?:\w+ )?(?:citizenship|nationality|passports?)|naturali[sz]ed|"
        r"(?:became|become|(?:are |is |were )?(?:now|already|also)) (?:\w+ )?citizens|"
        r"(?:became|become) (?-i:[A-Z])\w+(?:ese|ish|an|ch|i)(?=[.,;]|"
        r" (?:in|last|by|on|this|under)\b)|(?:were|was|been) (?:given|"
        r"granted) (?:\w+ )?citizenship|получил\w* гражданство"),
    (Measure.OTHER, "object",
        r"open(?:ed|s|ing)(?= (?:[^.;,]|,(?=\d)){1,40}? (?:files|dossiers|cases)\b)|"
        r"(?:decided|ruled)(?: on)?(?= (?:(?:about|around|some|nearly|almost|more|over|at least|"
        r"just|only)\b|\d))"),
    (Measure.OTHER, "subject",
        r"(?:begun|began|started|opened) (?:the|their|a) (?:process|procedure)s?(?: of| for|\b)|"
        r"being (?:regulari[sz]|legali[sz])ed|(?:asked|wait\w*|appl\w+) to be (?:regulari[sz]|legali[sz])ed|in the process of (?:being )?(?:regulari|legali)\w+|"
        r"(?:have|has|had|having|get|getting) (?:their|its) (?:\w+ )?(?:papers|documents|status|"
        r"permits|applications|cases) (?:processed|checked|reviewed|examined|regulari[sz]ed)|"
        r"registered as (?:unemployed|job[- ]?seekers|looking for work)|"
        r"(?:обратил\w*(?: \w+)? за|подал\w* [^.;,\d]{0,20}на|запросил\w*|попросил\w*|"
        r"просят) [^.;,]{0,25}(?:вид\w* на жительство|ВНЖ|виз\w*|разрешени\w+)|"
        r"(?:sought|requested|asked for) (?:\w+ )?(?:papers|documents|permits?|regulari[sz]ation|"
        r"residence|residency|visas?)|(?:have|had|has) applied(?! (?:for|to) )|"
        r"applied(?=\s*[,.;]| (?:in|on|during|by|between|from|this|last)\b)|"
        r"appl(?:ied|ying|y) for(?! (?:asylum|refuge|international|political|humanitarian|"
        r"temporary|subsidiary|protection))"),
    (Measure.NET, "subject",
        r"(?:failed|refused|declined) to (?:return|come (?:back|home)|go (?:back|home))|"
        r"never (?:returned?|(?:come|came|go|went|gone) (?:back|home))|"
        r"(?:did|does|do|has|have|had) not (?:yet )?come (?:back|home)"),
    (Measure.NET, "object",
        rf"gain(?:ed|s|ing)?{NUMBER_NEXT}|"
        r"net (?:(?:inward|outward|annual|international|overseas|external|migration|"
        r"population) )?(?:migration|relocation|intake|influx|outflow|inflow|loss|emigration|"
        r"immigration|departures?|gain) of|(?:migration|migratory) (?:loss|gain|outflow|inflow|"
        r"deficit|surplus) of|(?:migration|migratory|net) (?:balance|surplus|deficit) of|"
        r"миграционн\w+ (?:прирост|отток|убыль|приток)\w*|чист\w+ (?:отток|приток|миграц)\w*"),
    (Measure.NET, "noun",
        r"net (?:(?:inward|outward|annual|international|overseas|external|migration|"
        r"population) )?(?:migration|relocation|intake|influx|outflow|inflow|loss|emigration|"
        r"immigration|departures?|gain|movement)|on balance|"
        r"migration (?:gain|increase|loss|outflow|inflow)|"
        r"(?:the|its) balance(?: of migration)?(?= (?:turned|became|was|is|fell|rose|swung|"
        r"came))|(?:migration|migratory|net|positive|negative) (?:\w+ )?(?:balance|surplus|"
        r"deficit)"),
    (Measure.ONWARD, "subject",
        r"mov(?:ed|ing) on|(?:mov|travell?|continu|journey|head|press|driv|cross)(?:ed|"
        r"ing) (?:on(?: to)?(?! (?:(?-i:[A-Z])\w+day|(?:the )?\d|foot|the (?:night|day|morning|"
        r"evening|same|first|last)|(?-i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)))|onwards?|further(?: (?:west|north|south|east|afield|on))?)|"
        r"(?:gone|went|going) (?:on to|further|onwards?)|onward|transit(?:ed|ing)"),
    (Measure.ASYLUM_APPLICATIONS, "noun",
     r"(?:applied|applying|apply|applications?|requests?|claims?|petitions?|appeals?) (?:for|"
     r"of) (?:political |temporary )?(?:asylum|refuge\b|protection|refugee status|(?:international|humanitarian|subsidiary|temporary) protection)|"
     r"(?:request(?:ed|ing)?|fil(?:ed|ing) for|lodg\w+|claim(?:ed|ing)?) refuge\b|"
     r"refug(?:e|ee)(?: status)? (?:applications?|claims?|requests?|petitions?|applicants|claimants)|"
     r"(?<!refugees and )(?<!refugees or )asylum (?:applications?|claims?|numbers|figures|intake|requests?|seekers|"
     r"petitions?|bids)|(?<!refugees and )asylum-seekers|"
     r"(?:sought|seek|seeking|claim(?:ed|ing)?|request(?:ed|ing)?|fil(?:ed|ing) for|"
     r"lodg\w+) (?:political )?(?:asylum|refugee status|"
     r"(?:international|humanitarian|subsidiary) protection)|"
     r"first[- ]time appli(?:cants|cations)|asylum[- ](?:claimants|applicants)|"
     r"await(?:ed|ing|s)? (?:an? |the |their )?(?:\w+ )?(?:decisions?|rulings?|answers?|"
     r"hearings?|appointments?)|wait(?:ed|ing|s)? for (?:an? |the |"
     r"their )?(?:\w+ )?(?:decisions?|rulings?|answers?|hearings?|appointments?)|"
     r"ask(?:ed|ing|s)? for (?:political |international |temporary )?(?:asylum|refuge\b|refugee status|"
     r"protection)|"
     r"(?:ask(?:ed|ing|s)?|appl(?:ied|ying|y) to|petition(?:ed|ing)?|"
     r"turn(?:ed|ing) to)(?= (?-i:the |its |their )?(?:(?!for\b|who\b|"
     r"that\b)[\w’-]+ ){1,5}for (?:\w+ )?(?:asylum|refuge\b|refugee status|"
     r"(?:international|subsidiary) protection))|"
     r"(?:ходатайств|заявлени|прошени|заяв(?:о)?к|обратил|попросил|"
     r"запросил)\w*[^.;,]{0,40}(?:убежищ|защит)\w*|"
     r"убежищ\w* [^.;,\d]{0,40}?(?:попросил|запросил|просят|искал)\w*|"
     r"(?:заявлени|ходатайств|прошени)\w* (?:\w+ )?(?:подал|поступил)\w*|"
     r"(?:подал|поступил)\w* (?:\w+ )?(?:заявлени|ходатайств|прошени)\w*"),
    (Measure.PERMITS_VALID, "subject",
     r"(?:hold|holds|held|holding|had|has|have) (?:an? |the )?[\"“‘'«][^\"”’'»]{3,40}[\"”’'»] (?:status|"
     r"visas?|permits?|residence|cards?)|"
     rf"(?:los(?:e|es|ing|t)|strip(?:ped)? of|left without|left with no) (?:their |its |the |"
     rf"any |such )*(?:\w+ ){{0,2}}?{_PAPERS}|"
     rf"whose (?:\w+ ){{0,3}}?{_PAPERS} (?:\w+ ){{0,2}}?(?:expire|lapse|end|run out|ran out|"
     rf"r[ua]ns? out|revoke|cancel|withdraw)\w*|"
     rf"(?:once|when|before|until|as soon as) (?:their|its|"
     rf"the) (?:\w+ ){{0,2}}?{_PAPERS} (?:expire|lapse|end|r[ua]n)s?\b|"
     r"(?:were|are|was|is|remain(?:ed|s)?) (?:still |currently )?(?:valid|in force)"),
    (Measure.PERMITS_VALID, "object",
     rf"strip(?:s|ped|ping)?(?= (?:[^.;,]|,(?=\d)){{2,60}}? of (?:their |its |"
     rf"the )?(?:\w+ ){{0,2}}?{_PAPERS})|protect(?:s|ed|"
     rf"ing)?(?= (?:[^.;,]|,(?=\d)){{2,60}}? (?:from|against) (?:deportation|removal|expulsion))|"
     rf"{_PAPERS} of(?= (?:[^.;,]|,(?=\d)){{2,60}}? (?:will |would |are |is |were |was |"
     rf"to )*(?:expire|lapse|end|run out|ran out|r[ua]ns? out|be revoked|revoked|cancelled|"
     rf"withdrawn))"),
    (Measure.PERMITS_VALID, "noun",
     r"(?:hold|holds|held|holding|holders|valid|in force|active|possess\w*|"
     r"(?:current )?(?:number|total) of)(?:(?!\b(?:ask|seek|request|"
     r"appl)\w*)[^.;,]){0,40}(?:permits?|visas?|residence cards?|"
     r"residency)(?! (?:applic|request|claim|refus|appoint|fee|issued|granted|given)\w*)"
     r"(?! (?:had|have|has) (?:arrived|left|returned|moved|entered))(?!,? (?:arrived|"
     r"left|returned|moved|entered))|(?:hold|holds|held|holding) (?:an? |"
     r"the )?(?:[\w-]+ ){0,2}cards?\b|(?:have|has|had) (?:an? )?(?:[\w-]+ ){0,2}(?:permits?|"
     r"visas?|residence cards?|residency|(?:temporary|permanent) residence)(?! ban)|"
     r"permit[- ]holders|(?:permits?|status|title|visas?|"
     r"cards?)[^.;,]{0,20},?[^.;,]{0,40},? (?:was|were|is|are) held by|"
     r"име(?:ет|ют|ли) [^.;,]{0,20}(?:вид\w* на жительство|ВНЖ)|"
     r"действу\w+ (?:вид|виз|ВНЖ|разрешени)\w*"),
    (Measure.PERMITS_ISSUED, "object",
        r"(?:gave|given|giv(?:es|ing)|(?<!has )(?<!have )grant(?:ed|s|ing)|award(?:ed|s|ing)|"
        r"extend(?:ed|s|ing)|issu(?:ed|es|ing)|offer(?:ed|s|ing)) (?:\w+ ){0,3}?(?:protection|"
        r"status|asylum|permits?|visas?|residence|residency|documents|papers|"
        r"leave|cards?|passes|certificates|numbers)(?: status)? to(?= (?:(?:about|around|some|nearly|almost|more|over|at least|an|"
        r"just|only|roughly|up to|another)\b|\d))|"
        r"(?:issued|handed out)(?= (?:(?:about|around|some|nearly|almost|more|over|just|only|an|"
        r"another)\b|\d))"),
    (Measure.PERMITS_ISSUED, "noun",
        r"(?:given|granted|received|got|obtained) (?:permission|leave|clearance|approval|"
        r"the right|a right) to (?:come|enter|stay|travel|remain|move|settle|live|reside)|"
        r"grants of (?:\w+ )?(?:protection|status)|(?:positive|protection|granting) decisions|"
        r"decisions granting (?:\w+ )?protection"),
    (Measure.PERMITS_ISSUED, "noun",
     r"(?:identification|identity|ID|tax|registration|insurance|service|security|personal|"
     r"taxpayer|health|social|work) (?:numbers?|cards?|codes?)(?: \([A-Z]\w+\))? (?:(?:had|have|has|were|was|are|"
     r"been) )*(?:issued|allocated|assigned|allotted|given|granted|handed(?: out)?)|"
     r"(?:numbers|cards|codes) (?:issued|allocated|assigned)(?! by)|"
     r"(?:numbers|cards|codes) (?:(?:have|had|has) been|were|was) (?:now |already |since )?(?:issued|"
     r"allocated|assigned|allotted|given|granted|handed(?: out)?)(?! by)|"
     r"(?:issued|given|receiv(?:ed|ing)|obtain(?:ed|ing)|got|gained|assigned|allocated) (?:an? |"
     r"the |their |such an? )?(?:[\w-]+ ){0,2}?(?:(?:identification|identity|ID|tax|registration|"
     r"insurance|taxpayer|refugee|residence|protection|stay|exit) (?:numbers?|cards?|codes?)|"
     r"numbers?(?= and\b))|"
     r"(?<!with )(?:collected|picked up|issu\w+|grant\w*|approv\w+|receiv\w+|obtain\w*|award\w+|"
     r"giv(?:en|ing|e)|gave|handed out|secured|got|get|getting|gained)[^.;]{0,50}(?:permits?|"
     r"visas?|residence|residency)|"
     r"(?:permits?|visas?|residency)[^.;]{0,60}(?:issued|granted|approved|awarded|handed out|"
     r"given)|(?:вид\w* на жительство|ВНЖ|виз\w*|разрешени\w+) (?:\w+ )?(?:получил\w*|выдал\w*|"
     r"выдан\w*|оформил\w*)|(?:выда\w+|получ\w+|оформ\w+|"
     r"одобр\w+)[^.;]{0,50}(?:вид\w* на жительство|ВНЖ|виз\w*|разрешени\w+)|"
     r"индивидуальн\w+ номер\w* (?:\w+ )?(?:получ|присво|оформ)\w+|"
     r"(?:получ|присво|оформ)\w+ (?:\w+ )?(?:ИИН|ИНН|индивидуальн\w+ номер\w*)"),
)  # fmt: skip
NOT_MOVING: tuple[tuple[str, Side, str], ...] = (
    ("casualties", "object",
        r"left(?= [^.;,]{0,50}\b(?:dead|injured|homeless|unable|without|in need|hungry|jobless|"
        r"wounded)\b)"),
    ("casualties", "subject",
        r"lost at sea|killed|died|dead|drowned|wounded|injured|missing|perished|executed|"
        r"tortured|starv\w+|погиб\w+|убит\w*|ранен\w*|умер\w*"),
    ("casualties", "object",
        r"kill(?:ed|ing|s)|(?:number|count) of (?:(?:the|its) )?(?:dead|killed|deaths|victims|"
        r"wounded)|(?:claim(?:ed|s|ing)|cost(?:ing|s)?|took|taken|taking) (?:the )?lives of|"
        r"(?:claim(?:ed|s|ing)|cost(?:ing|s)?|took|taken|taking)(?= (?:[\w.,’-]+ ){1,5}?lives\b)|"
        r"(?:deaths?|births?) of|toll|wounding|injuring|массов\w+ убийств\w+"),
    ("legal", "subject",
        r"(?:arrested|detained)(?! (?:(?:at|along|on|near) (?:the|its|their)|by (?:[\w’'-]+ ){0,3}?"
        r"(?:im)?migration\b|on (?:[\w’'-]+ ){1,2}(?:soil|territory)\b))|jailed|imprisoned|"
        r"prosecuted|sentenced|charged|disqualified|"
        r"march(?:ed|ing)(?= (?:in|through|for|against|on)\b)|took to the streets|protested|"
        r"rallied|voted(?! with their feet)|fined|задержа\w+|арестова\w+"),
    ("legal", "object", r"arrest(?:ed|ing) of|arrest(?:ed|ing)|(?<!agents )(?<!guards )"
        r"(?<!officers )(?<!patrols )(?<!guard )detain(?:ed|ing)|jail(?:ed|ing)"),
    ("military", "subject",
        r"massed|mobilised|mobilized|conscripted|drafted|deployed|enlisted|called up|to fight|"
        r"were recruited|мобилизова\w+|призва\w+|мобилизу\w+"),
    ("military", "object",
        r"(?:bring|brought|bringing|add|adding|put|throw|draw|"
        r"enlist\w*)(?= (?:[^.;,]|,(?=\d)){0,40}\b(?:in)?to (?:the |its |his |their )?(?:war|"
        r"army|ranks|armed forces|forces|military|fight|front|fighting)\b)|"
        r"mobili[sz](?:e|ed|ing|ation of)|conscript(?:ed|ing)?|recruit(?:ed|ing)?|"
        r"call(?:ed|ing)? up|call-up of|draft(?:ed|ing)? (?:of )?|deploy(?:ed|ing|ment of)?|"
        r"призвать|мобилизовать|send(?:ing)? (?=(?:hundreds|tens|thousands|\d))"),
    ("population", "object",
        r"(?:(?:the|its) )?(?:number|total) of (?:(?:its|all|permanent) )?(?:residents|"
        r"inhabitants)|number of people (?:living|"
        r"residing) in (?:the )?(?:[\w’'-]+ ){1,2}(?=(?:has|have|had|rose|fell|grew|dropped|"
        r"shrank|stood|is|was)\b)|(?:leave|leaves|leaving|left) (?:the |its )?(?:country|island|"
        r"republic|nation|state|it|(?-i:[A-Z])\w+) with"),
    ("population", "object",
        r"(?<!ian )(?<!ean )populations? at|(?<=, )population(?= (?:about |some |around )?\d)|(?<!ian )(?<!ean )(?<!ish )(?<!refugee )(?<!migrant "
        r")population (?:slid|slipped|shrunk|fell|rose|dropped|grew|declined|shrank|stood|"
        r"reached|is|was)|(?<!foreign )(?<!migrant )(?<!refugee )(?<!displaced )"
        r"(?<!ian )(?<!uan )(?<!ean )(?<!lan )(?<!ese )(?<!yan )(?<!Afghan )(?<!Cuban )"
        r"(?:total )?populat(?:ion|ions) of(?! (?:[\w-]+ )?(?:refugees|migrants|exiles|displaced|asylum))|births? by|"
        r"deaths? by|(?:registered|recorded|saw) (?=[\d,]+ (?:babies|births|deaths))|"
        r"(?:country|city|town|camp|nation) of(?= (?:(?:about|around|some|nearly|almost|more|"
        r"over|just|only|up|tens|hundreds|one|two|three|four|five|six|seven|eight|nine|ten|a|"
        r"another)\b|\d))|inhabited by|home to(?= (?:[\w.,’-]+ ){1,5}?(?:people|civilians|"
        r"inhabitants|residents|souls)(?:[.,;]|$))"),
    ("sample", "object",
        r"put (?:its|their|the|a few) questions to|survey(?:ed|ing|s)?(?: (?:of|among|with))?|"
        r"interview(?:ed|s|ing)(?: with)?|poll(?:ed)?(?: of)?|canvassed|spoke(?:n)? (?:to|with)|"
        r"talked to|asked(?! for)|sample (?:of|covers?|includes?|covered|included)|questioned|"
        r"study of"),
    ("sample", "subject",
        r"(?:filled (?:in|out)|completed|answered) (?:(?:the|a|an|its|their|our|"
        r"this) )?(?:\w+ )?(?:questionnaires?|surveys?|questions)|"
        r"(?:were|was) (?:surveyed|interviewed|polled|questioned)|опрошен\w*|опросил\w*|"
        r"took part|responded"),
    ("aid", "subject",
        r"offered (?:[\w-]+ ){0,2}(?:places?|jobs?|classes|courses|lessons|beds?|flats?)\b|"
        r"(?:received|got|given|collected|obtained) (?:[\w-]+ ){0,3}?(?:cash|aid|food|help|"
        r"assistance|vouchers|kits|blankets|money|grants|treatment|vaccin\w+|training|meals|"
        r"certificates?|housing|apartments?|flats?|loans?|compensation|benefits|pensions?)\b"),
    ("need", "subject",
        r"lost their (?:jobs?|livelihoods|savings|lives)|"
        r"(?:are |is |were )?(?:in|face|facing|faced|on the brink of) (?:acute |severe |urgent |"
        r"need|hunger|famine|starvation)\w*|requir(?:e|ed|es|ing) (?:emergency |humanitarian |"
        r"urgent )?(?:aid|help|assistance|food)|need(?:s|ed)? (?:aid|help|assistance|"
        r"humanitarian)|food[- ]insecure|malnourished|infected|out of school|trapped|besieged|"
        r"without (?:power|water|electricity|jobs|work)|нужда\w+ в|голода\w+"),
    ("firms", "object",
        r"(?:staffs?|workforces?|teams?|payrolls?|crowds?|audiences?|congregations?) of|"
        r"appeals? (?:covers?|for)"),
    ("aid", "object",
        r"(?:room|space)(?: \w+)? for|(?:capacity|beds|places)(?: \w+)? (?:for|of)|"
        r"g(?:ave|iving|iven|ives?) (?:\w+ )?(?:aid|help|assistance|cash|food|grants)|"
        r"distribut\w+|deliver(?:ed|ing)|provid(?:ed|ing) \w+ (?:to|for)|vaccinat\w+|feeding|fed|"
        r"aid (?:to|for)|support(?:ed|ing|s)?|serv(?:es|ed|"
        r"ing)(?= (?:(?:about|around|some|nearly|almost|more|over|at least|an|up to|another)\b|"
        r"\d))|feeds|(?:assist(?:ed|ing|s)?|help(?:ed|ing|"
        r"s))(?!(?: [\w.,’-]+){1,8}? (?:to )?(?:travel|move|return|relocate|reach|leave|resettle|"
        r"get (?:to|out)|go (?:home|back)|come (?:home|back)|home)\b)(?! (?:\w+ )?returns?\b)|hir(?:ed|ing)|employ(?:s|ed|ing)?|built|"
        r"rescued"),
)  # fmt: skip
