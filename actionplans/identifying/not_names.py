"""Words with a capital that are nobody's name, in small letters."""

_OPENERS = """
    a after all also although an and as at aunt auntie baby because before boy brother brothers but by cousin dad
    daddy daughter dear during even father for foster from girl grandad grandma grandmother granny her his how i if
    in is it its later like little look mother mum mummy my nan nephew niece no not now of older on once one or our
    sibling siblings since sister sisters so son still that the their then they this though to today tomorrow twin
    twins uncle under until was we what when where while who with yes yesterday you young younger your
"""
OPENERS = frozenset(_OPENERS.split())
"""What may stand before a name, with a capital where it begins a sentence."""

_NEVER = """
    ability accepted accommodation act action actions actual added adolescent adolescents adoption adult adults
    after age agency ages agreed aim aims all also although amber and annex annexe annual any anybody anyone
    appendix approximately area areas article articles as asian assessment assessments asylum at audit audited
    audits authorities authority average babies band bands baseline before beginning below benchmark between bill
    black blue board boards both boy boys british brothers budget but by cabinet care carer carers case cases
    category chapter chart checklist child children christmas chronology citizens class classes clause clients
    closed code cohort column commissioner committee complaints complete completed contact contacts cost council
    councillor councillors councils count county court criteria criterion current cycle data date day days deadline
    december delivered department diagram director directors district draft during each early easter eight eighteen
    eldest elective electively eleven end ended ends england english entitlement escalation ethnic european every
    everybody everyone evidence executive exhibit extra families family fathers february fifteen fifth figure
    figures file finally finding findings first five for form forum forums foster four fourteen fourth framework
    frequency friday from further gap gaps girls given goal goals good grade grades graph green grey group groups
    guidance had half has have he heading hearings her home homes hour hours house households how however hub hubs
    if in inadequate including index indicator indicators infant infants initial inspection inspections inspectors
    interim intervention interview is issue issues it item items its january job judgement judgements july key
    kinship kpi last late later law lead leads learner learners learning leaver leavers legal less letter level
    levels likely line lines list log long looked low main major male males manager managers many map march maximum
    mean meanwhile measure measures median meeting meetings members milestone milestones minimum minor minors minute
    minutes missing mixed model module monday month monthly months more most mothers multi national nearly need
    needs neglect network new newborns next nine nineteen no nobody non none not note notice november now number
    nursery objective objectives october of off offer office officer officers ofsted old on once one only open
    operational option options or order other others our outcome outcomes outstanding over overall overdue page
    pages panel panels paper paragraph paragraphs parent parents park part partner partners parts pathway pathways
    pending people per percentage performance period permanence persons phase phases pilot placement placements plan
    planned plans plus point points policy portfolio possible post posts practice practitioners pre pregnancies
    previous previously primary principle priorities priority procedure process product programme progress project
    proposed protection protocol provision pupil pupils purpose quality quarter quarters question questions range
    rate rates rating ratings reception recommendation recommendations record records red reference referral
    referrals refugees regional register regulation regulations remaining report reports requirement requires
    resident residents resource respondents response responses result results return returned review reviews risk
    road room round route row rows rule safeguarding safety sample saturday schedule scheme school schools score
    scorecard scrutiny second secondary section sections sector seekers senior september series service services
    session sessions set seven seventeen she showing siblings sign significant since sisters six sixteen sixth so
    social some somebody someone source spring staff stage stages standard standards started statement statements
    step steps still strand strands strategic strategy street strength strengths student students sub subject
    submission such sufficiency summary sunday supervision support survey system table tables target targets task
    tasks team teams teenager teenagers ten term terms than that the their theme themes then there therefore these
    they third thirteen this those three threshold thresholds through thursday thus tier tiers time timeliness
    timetable to today toddlers together tool topic total towards tracker training tuesday twelve twenty two type
    types unaccompanied unborn under unit units until up update updates use usually vacancies vacancy value version
    versions view views visit visits voice volume ward wards was we wednesday week weekly weeks were what when where
    which while white who winter with within without worker workers workforce working workload workshop workshops
    workstream year years yellow yes you young youngest youngsters your youth youths
"""
NEVER = frozenset(_NEVER.split())
"""Words of plans and reports, of calendars and of sentences: whatever ends in one is no name, even with an age."""

_PLACES = """barking dagenham barnet barnsley bath north east somerset bedford bexley birmingham blackburn darwen
    blackpool bolton bournemouth christchurch poole bracknell forest bradford brent brighton hove bristol bromley
    buckinghamshire bury calderdale cambridgeshire camden central bedfordshire cheshire west chester city london
    cornwall coventry croydon cumberland darlington derby derbyshire devon doncaster dorset dudley durham ealing
    riding yorkshire south sussex enfield essex gateshead gloucestershire greenwich hackney halton hammersmith fulham
    hampshire haringey harrow hartlepool havering herefordshire hertfordshire hillingdon hounslow isle isles wight
    scilly islington kensington chelsea kent kingston hull thames kirklees knowsley lambeth lancashire leeds leicester
    leicestershire lewisham lincolnshire liverpool luton manchester medway merton middlesbrough milton keynes
    newcastle tyne newham norfolk northamptonshire tyneside northumberland nottingham nottinghamshire oldham
    oxfordshire peterborough plymouth portsmouth reading redbridge redcar cleveland richmond rochdale rotherham
    rutland salford sandwell sefton sheffield shropshire slough solihull gloucester southampton southend southend-on-sea
    southwark st helens staffordshire stockport stockton stockton-on-tees stoke stoke-on-trent suffolk sunderland
    surrey sutton swindon tameside telford wrekin thurrock torbay tower hamlets trafford wakefield walsall waltham
    wandsworth warrington warwickshire berkshire westminster westmorland furness wigan wiltshire windsor maidenhead
    wirral wokingham wolverhampton worcestershire york
    britain england europe ireland scotland wales cardiff belfast edinburgh glasgow cambridge oxford lincoln exeter
    carlisle hereford worcester lancaster northampton norwich preston midlands humber merseyside cumbria upon"""
_MONTHS = "april august autumn june may summer"
_READ = """pinney laming munro macalister wood children's girl boy mr mrs ms miss dr cllr sir lady lord professor
    great new old upper lower acting deputy head chief assistant group mash send iro lado camhs"""
RARELY = frozenset(f"{_PLACES} {_MONTHS} {_READ}".split())
"""Places, months and authors: with nothing but a number beside them they are not names of children."""

NOT_ENDINGS = (
    "ing", "tion", "tions", "sion", "sions", "ment", "ments", "ness", "ship", "ships", "ities", "ancy", "ency",
    "ably", "ibly", "ingly", "ally", "ively", "ology", "ical", "able", "ible", "ful", "less", "ised", "ized", "ated",
    "ters", "ders", "gers", "kers", "ings", "shire", "borough", "brook", "bury", "wick",
)  # fmt: skip
"""Ends of words that are no first names: "Reunification (4)", "Compliments (12)", "Oldbrook, 7"."""
