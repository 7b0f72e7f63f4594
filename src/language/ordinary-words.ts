/**
 * Words that people use often, and that one slip would turn into a word of the rules ("ville", "modéré", "cooperation"): none of them is taken
 * for another. Chosen by frequency in French and English (more than about 6 times in ten million words; docs/dependencies.md names the source),
 * without those that differ from a word of the rules by their ending alone ("vomissait" is still read), and without those that someone who writes of an
 * illness seldom means and that stand one slip from a danger: "a stoke", "brest pain", "ma mère saine".
 */
export const ordinaryWords: ReadonlySet<string> = new Set(
  `abbes abbie abide abnormal abode abolie abominable abondent abordant abound absentes abundant acadien accedent accor accros achever acids acres actes acute addition
  additions adler adressee advance advenir advertisement aerial african agate agent aggie aggression agile agiles agneau aground aguerris aidants aident aider aides aient
  aieux aigle aigles aigre ailles ailment ailments aiment aimes ainee aines aires aises aisles ajout alain alder alerte alerted alfie algae alger algue alice aliener alike
  aline alles alliant allie allier alter altercation alterite altitude amant amants ambre american amont amuse amused amusee analogique analyse angel angele anger angie
  angkor angles anglo anguille angus animent anneaux annexe annie antre aoste apelle apparaissant apparement apparemment apparences appart appealed appealing appeals appel
  appli aptes aptitude arbore arches ardent arena arene argent argue argus aride arides arles artere arthrite article articule ashes aside asiles aspen assas assaut asses
  assos aster astre astres atone atout attaching attendu attentes attenuer attester attique aumont aupres auteur autun avare avent avian avide avides avidite aviron avorte
  awoke axles ayant ayres babes babies backed backers backing bacle bacon bacterie bacteries bader bagged bagging bailing baille baines baise baiser baises baiting baker
  bakery baking balade balades balancing bales balles ballet ballons ballot bancale bancs banded bander banding banked bankers banking banned banning bantu barbe barde barge
  baring barley barns barred barrel barring barry barth barthes basee baser bases basin basis basking bates baties batisse baton battant batte batter battle battues bauer
  baule bayer bayle beads beale beaming beams beans beard bearing bears beast beasts beater beauty beaver bedding bedside beets begin begun belge belin belles bells belting
  belts bench bends benton bering berne berner berth besse betes bette betting betts beurre bevan bezos bianchi bible biden bikers bikes biking billes billet bills billy
  binding binds bingo birch biron bises bison bisou bitter blagues blain blake blame blames bland blase blaster blaze bleaching blend bless blight bling blink blinking bliss
  bloch blocs blogs blogue blois bloke blond blonds bloom bloquant blows blues blush boating boats bobos boches bodin boeing boileau boise boises bolster bolstered bolton
  bolts bombing bombs bondage bonde bonding bonnes bonte bonus booing booms boone boots bords bored borel borges boris borne bornes boston botter bottes boucs boude bouder
  bouee bouees boues bougie bougre boulet boulon boulons bounds bourges bourne bouse bowen bowing bowler bowles bowling bowls boxing boyard boyle braise braises brake brakes
  braking branch branches branching brash brasse brats braun braver breached breaches breaks bresse breton brian bride bridging briere brille brine brink brise brises brisk
  bristles brixton broad broches brock brode brome brood brooke brousse browse bruce bruel bruins bruits brume brunch bruns brunt brute bruts bruyne bryant bubba bubble buche
  buches bucking budge bugged bugger bugging buggy bugle buick bulbe bulle bullets bullock bulls bully bummed bumper burch buren burger buried burke burton burying busch
  busting busts butch butte butter buttered buttery buxton byrne bytes cabale cacher caches cachette cachez cadrer cadres cafes cages cailloux caimans caire caisse caisses
  caisson calder caler cales calice calife caline calle caller callers callie callum calmer calms calotte calque calves cambon campe campers campion camps campus camry canals
  cancel canceled cancun candle candles candor canes canine canines canned cannes cannon cannot canonique canot cantine cantines cantonne cantor canyon canyons caper capers
  capes capping capte captee capter captif captifs captive carbine carbure career careme cares caress caresse caresser carey carie caries carles carly carnage carnet carnot
  caron carpet carre carree carrement carrere carres carrick carrier carson carter carton carver carving carvings cascade caser cashed cashing casing cassette cassis cassius
  cassos caste caster casting castres cater catered caucus caumont causant causee cavale cavalier cavani cavite cease ceased ceases ceasing cedent cedre celery celine celles
  cellier celte celtes celts cendre cense censes center centers centieme centre centred centree centrer centres centro cepage cepages certe cesare cessait cetaces chaillot
  chaired chais chalet chalets chalon chalons champ champs chances chaney channing chanted chantee chantent chanter chantes chanteur chanting chants chaos chape chapel chaps
  chapter character charade charbon charged charger charging chariot charite charlot charmed charmer charming charted charter charting charts chase chases chasing chasse
  chassee chaste chatting chauves chavez cheaper cheated cheater cheaters cheating cheats checking cheer cheering cheers cheffe chenal chenille chenilles chennai cheque chere
  cheres cheri cherie chester chevaux chevre chevres chick chicks chics chienne chier chile chili chimes chine chipping chloe chock choir choirs chooses chopper chopping
  chops choques chore chores chorus choux chsld chuck chuckling chunks chunky churning chypre cible cieux cimes cinetique circles cirer cisse citait citees citent citerne
  cites clair clame clashed clasp classee classy claude clause cleaned cleanly clearer cleaver clement clever clicked cliente clipped clique cliques cloches clocking clocks
  clone cloned clones cloning clope clopes clore closure clouds cloue clough clous clove cloves clump clutter coaches coarse coastal coates coats cobain cocher cocker cocon
  cocteau codes coding coeurs cognition coils coinage colas colder colds coles colin coline collage collait collent collusion colocation colony colore colored colores colton
  colts coluche combe combes combing comble combs comet comic comique comiques comite commend commenter commerce commercer comms companion compare compete compress compris
  comprises compute comte comtes conceived concession conclusion concus conde condo cones confient conflict confusing conge congele congeles conges congres conique coniques
  conne conner connus conor conso constat constatee constater constates construct constructed constructive construit consuls contacte contacted contactee contacter contactes
  contactez container contenu contenue contes conteur contient contiguous contraption contraste convent converse convert convo cooke cooking coolant cooler cooling cooper
  cooperated cooperation coopere coordonne coordonnee coors copie copier copped coptes copying coque coques coquille coquilles corbeil corbeille cordier cords coree cores
  corne corneille coroner corpus corse corte cortes cosse coteau cotier cotieres cotiers couldnt coupant coupled courants courent coureur courier courriel coursier courtes
  courtier coussin cousu coutant coute couter couts couture couve couvrant couvre couvrira covert covertly coveted coyle crabe crade craig crame cramming crank cranked
  cranking crappy craps crass crasse crate crave craves craving craze create creee creek creeks creer crees creole creoles crepe crete crewe crews cricket criee crime crimes
  crique criss crisse croates croche crock crocs croie croient crois croisant croise cropped crosses crotte crouch croupe crous croute crowding crown crowns crows cruche
  crude crues cruise cruises crutch cubicle cubique cuire culasse culinaire culinaires culinary culled culte culver cures curing curly currency current curse curses cursing
  curves curvy cushing custer cutie cuves cygne dagger daigne dailies daisy daley dalit dalles damien dancer dances dangle danone danser daphne dared dares daring darius
  darkest darren dashed dashes dashing dassault datant datent dating davie davison davoir dawned deadly dealing deans dearly dearth debat debating debit debre debts decade
  decale decaler decay deceased deceit decele decente declan declare declaree declarees declarer decode decoit decore decors decoule decret decrie decrire decris decrit
  decrite decrites decrits dedain dedie dediee deduis deere defect defected defection defects defence defend defendent defendue defie defient define definit deflect defonce
  degage degagement degages deguise deguisee deguisement delais delaisse delete delice delices delicious delight delit delits deliver delivrant delivre delivres delorme
  demands dementi demie demolie deneuve denial denied denier deniers denies denis denise denombre denomme denommes denonce denouement denses denue denver denying denys depart
  depeche depend dependant depense depensent depister depit depite deposed deposition depositions deprivation depths deraille derailler derange derision derive deriving
  deroulement deroute descent desert desertion desirant desire desires desist desktop desole despise despote desseins desserte destins detaille detaillee details detain
  detecte detected detection detend detends detendue detente detenteur detenu detenue deterrent detient devaient devais deviant deville devint devions devis devise devoiles
  devout devras dexterite diary diced dictee dicter didot dinant dined dingue dining dipper dipping dirais dirait dirent dires disable disait disparite disparity disque
  dissect dissent dissous distant distinct ditched ditches ditching diver dives divin doable doive domain donna donned dopage doping dordogne dores dorment doublee doubted
  douceur douceurs douee douvres downing drafting drague draper drawn draws dresses drian dries drome drone drums drunks duche dudes dugout dukes dument dundee dunes dunne
  dupes dupuis durable durant duras dusting dusty dutch dyeing dyson ealing earning eaton eaves ebert eboulement echarpe echarpes eclectique ecope ecoule ecran ecrans ecris
  effacant eighth ejection elected election eleven elever elfes elles elues elves emaillee emergence emery emises empare emprisonne encre endorse enfance enfers enfile
  enforce engie engins engouement enjoue enonce entanglement enter enters entra envoies epanoui epanouie epanouir epanouissement epars epice epris erase erasing erected
  escaped espace essais essay essayant essuye essuyer etais etale etalement etape etapes eternally eternite etire etrangement etrangete etreinte excepting executing exercice
  existant existed exits expert explored explorer exploring expos expose exposer expulsion extend extends extremiste extremistes extremists fabled fables fabre faces fache
  facher facture faculty failing faille failles fairs fairy faites faits faking falcon falter famer fameuse farce farces fared fares farming farms farther fasciste fasse
  fasses faste fasting fatal fatter faucon faure faute favre feared feather felled felon fences fente feral ferie fermi feroce feront ferre ferri ferris ferte feter fetes
  feuds feutre feves fiable fiables fibre fiend fifty figer figured filed filling fills filly filme filmed filth finder fined finer finis finit finnish fiole firearm firme
  firth fixed fizzy flack flake flakes flaming flappy flares flask flats flatte flattering flawed fleeing flees flemme flint floats flocon flooring flopped flops flore floss
  flour flous flows flume fluor flushing focal foiled foils foire folie folly foncier fonde fondee fondees fonder fondre fondue fonte fooled foote forbes forets forex forge
  forged forgee forger forges forget forked formed formee former formes forming forrest forth forts fosses foster fouad fouet fouille fourier fourni fournie fournies fournir
  fournis fourniture fourre foute frames framing franc frank frans freeing freer frele frene friand friands fried fright fringe fringes frire frise frite frites frits fronde
  frost frotte frown fueling fuels fumier funding funes funky furet fureur fusee fuses gabin gache gaine gains gales gallet galon galons gaming gamme gammes gander gangs
  garbage garce gardien garee garer garner garnis garter gascon gaunt gazing gazon geant geants gemme genantes genes genetique genial geniales genie genre gente george geree
  gerees gerer geres germaine germanie germe germer giants gifle giles gille gillet gimme giron gisant gites givin glance glances glande glare glaze globes gloire gloires
  gloss glove glowing gogol golfe golfes gosse gosses grabs graces grader gradins grads grained graines grainy graisse grange granges grant granting graph grappe grasp
  grasses grassy grate gratin gravel graves gravite grays grease grece grecs greed greeted greve grids grime grimes grimpe grind grinning grins gripe groan gronde groping
  gross grotte grouped grouse grove groves growling guere guidee guise gunna habillent hache hacks hagen haider hales halls halte halts hampered handed hander handing
  handover handy hanger hanks hanna hanover hante harding hardy harper haste hater hating haunt haves havin hawking hazing header heading heads heady healer heals healy
  heaped heated heath heather heating heats heaven heine heirs helas hells helms hence herbes herbie herein heres herge hermes hermine heroes heroic herring hester hetre
  heurts hikes hiking hinds hines hinged hinting hires hiring hobby hodge holliday homard homeless homie hoping horde horne horus houde houle howard hulls humain hunan
  hungary hunter hunting hunts hurdle hurry hurst hyman ideals impassible implosion incapable incense incest inceste inches incur indra inert inertie inferieur infested
  infime infimes inflated inflection insectes insects insense insere inspect installe insulation integration intent interets internes irrigated irrigation isolation jacent
  jacking jailed jalons jamel james jamie janine janvier jauge jaures jayne jennie jessie jester joies joker jokes jolis jolly jones jongle jongler joris jouais joubert jouet
  joueurs jouir jouit joute joutes jsuis judges jumper junte jurgen juries kicker kiddo kills kinks kinney kipling knack knicks knobs knots known knows labelle labeur labor
  labored laces lachee lacher laches lachete lachez lachine lacked lacking lacks lacoste lacrosse lactic lacune ladies ladite lager lagune laicite laing laique laissant
  laitue laker lamas lambs lament lamont lamour lancee lancees lande lander landes landry lanes lange langley language langues lanier laporte lapses larges largest largue
  larme larry larve larves laser lashed lashes lashing latent latex lathe latin latitude latour latte latter lauded lauder laurent lavage lavande lavee lavent laver laves
  lavoie lavoir lawful lawfully lawler layer laying layout leading leaping learning leased leases leasing leavers lebel leche lecon ledger lefort legalement legend legions
  leguer legume lemaire leman lender lenders lending lenine lenses lentille lepage lepine lepre lesage lessons lester letale letting leurrer levage levant levee levees levers
  leves levier levies levine levure levures lhomme liane libel liber liberte libre libres licked licking licks liees liege liens lievre lifes lightening lighting lignes ligue
  likes liking lilian limaces limes limoges limon lined liner linger lingerie lingers lining links linne linus lires lisait listed listing liter liters litter livrait livrer
  lizard loaned loans locker locus lodge loger logged loing loner longe longed longing longs loomed looming looms looped looping loops loosing looted looting lorde lords
  lorries losange loser lotion lotte lottie louange louder louee louer loueur lough louie lounges loups loutre louve louvre lovely loving lowry loyer lozere lucie ludique
  lunes lunge lupin luring lutins macher machete macron macros madden madge madison madman madone mafieux magasin mages maggie magie magne mahler maids maigre mailed mailer
  mailles mails maires mairesse maitre maitres makin malaisie males malice maligne malins mallarme mallet mallette malone maloney maltese manche manches manchette mande
  manege manet manga mangee mangled mangue manic manie manier manieres manne manned manner manners manoir manson mante manteau mantel mantle manure marbre marceau march
  marcha marchand marching mares marge marian marient marins marion maris marital marius market marketer marking marlon maroon marquant marquis marred marrer marries marsan
  martele marthe martial martin marwan marys mashed masking masks mason masque masquer masques massage massages massed masson master mastered mastery matches matching mater
  material materielle materielles mates mathematique mather matic mating matraque matrice matricule matron matter mattered mature matures maures mayan mayne mazout meager
  meats mecha mechant meche medaillee medal medals meddle medecine mediation medic medics medine meditation meditations medoc medocs meeting meier melanie melent meler melle
  mellon mellow melting melton melun members memoire menages menant mende mendes mendez mending menee mener menial mente mentent menthe mentir mentors menzies mepris meprise
  merchant meres merites merton merveille messager messe messed messes messie messing mestre metals meteo metier metiers metrage metrages metre mettes meules meure meuse
  meyer meyers midlife migrant migrants migrate mille milles millet minas mined minerve minette mineur miniere minime minimes minted mired mirent misled missive mistaken
  misuse misused mitch mites moans mocha moche moches modal moderated moderation modere modes modulation moelle moeurs moine moines moise moles molly molten momes momie
  monceau monet money mongole mongoles monstre montaigne montant montrees montrent montres monts moons mooring moose morals moran mordor mordre moreau morel mores moret
  morgane morgue morne morse mortal mortel mortels mortes morue moses mothers moths motive motos motte moudre moule moules mound mounir mourning mouths mouvoir movies mowing
  moyes mulder muller mullet munies muppet mural murder musings musset mutual mystere nachos nadal nadine naifs nailed naine nains naitre naples nasal natale natifs nation
  native nature natures naval navale navales navals navigue navrant nearing neatly needed negate negro nemesis nerds nesting nestle netball nette nettes netting neuer neuro
  neurons neutre neuve neveu neville niches nicht nintendo nique noces noises nomade nombre nombres noone norman norse noses nostalgie notaire notary notation notee noter
  noting notion notre notres notts nouer nourrir novel novice noyes nuages nudes nuire odour oeuvre office officer oncle oncles opener opera operas orage ordonnant ordure
  organe organisme organisms organs orgie orgies orner orville oseille ostie otter otters outre ouvrier ovens oversight overt owens paces packed packers packing pages pagne
  paiens paient paies paine painting paints paitre palace palate paler palier palme palmes panes panier panned panse panser panties panty papes paque paques parais paree
  parental parer paresse parfume parie parier parite parker parlais parlor parme parmi paroi parse parsing parson partant partes parton parue passible passy pasta paste
  pasted pasting patates patched patent pater paternal pates paths patins patir patrie patrol patsy patte patti patties patting patton patty paule paume paused pausing paves
  pavillons pawns payent payer payes payeur paying payne pearce pearson pease pecking pedale peeking peeping peeps peering peers peindre peint peinte peintre peints peking
  penale pence pendent peniche pennant pensant pente pentes pepite pepites percer perces perch perche perched percu perdant perde perdent peres perit perks perles permettre
  perou perrine perron perse persee perses peser peste peters petting peuple peurs phase phases picket picky piege pierce piers pierson piete pietre piges pilier pille pilles
  pilot pilote pilotee pines pinot pinte pints pioche piper pipes piquant pirate pirates pires pissing piste pitch pitcher pitches pitting pivot placing plage plages plague
  plagues plaine plains plaintes plaire plais plait planes planet planetaire planete planetes planets planque planting plants plate plates platine plating plats platt platte
  platter plays pleas pliant pline pluies plumb plume plumes plunge poches pocket pockets poeme poemes poete poets poigne poils poings poise poisse poivre poker pokes poles
  polled polling polls pompee pompes pondre ponds pondu ponte ponts poole pooled pooling pooped pooping porche porno portage portes posed posing posner posse postage postant
  poste postent poster potage potent potins poules pounce poupe pours pourtant pouvons powder powers praise prank pranks praying preach preche precious prepa prepped presume
  pretant pretes priced pride prier priere pries prima primate primates prime prince printing prison priver privy products proie promos prone prong property props prose
  prosecution proteger proto provenir prusse psalms psaumes ptite ptits puant puante puces puise pulpe pulsed punch punis purent pures purete purse putes quack quais qualites
  quality quant quarrel quarries quarterly quelles quete quils quilt quint quinze quirk quits quittent quitter quittes quote rabbi rabid raced races racisme racist raciste
  racists racking raconte radeau radie rafle raged rages rageux raging raies rained rains raises raising raked raking rally raman rames ramon ramping rangers ranging rangs
  ransom rapelle rapeller rapes raping rappeler rappelez rappelle rappelles rapper rapping rapture rasee rases rated rater rating raven raves raving rayee razer reaching
  reagis reaping rearing rebond recette recit recital recouvre recue recurent recus redaction redding reddy redire redit redress reeds refais referee referes refine reflechir
  reflex refont refonte reforme refuge refuges regal regale regent regente regies regine regit regler regnes reich reigns reilly reims reine rejet rejete rejetees rejets
  relachement relais relient relire relis remette remit remover rempart remplacement renait renard renders renes renferme renover rental rente renters rentier renting rents
  repand repandent repeal repeindre repent repetes replayed replete repondant reponds reprise reprit repute reputees resale resent reset resins resort resoudre resounding
  resta retarde retarder retenu return reuse revait reveler revenir revent revente rever revers reverse revet reviens revit revois revus reward rewarding rhyme richer rideaux
  rider rides riding riens rigby rigging riggs rigidite riker rires risee riser rises risking rites rives roach robber robes rocker rogue rogues roles roller ronds ronge
  rongeur rongeurs ronny roped ropes rosie roster rotted rouage rouages roues roule roules rousse router routes routeur routing rover rowling rufus ruining ruins ruler ruses
  sabre sabres sache saches sachet sachets sachez sachin sacked sacking sacks sacre sacred sacres sacrifie sacrifier sadder sadler saeed sailed sailing saillant sainement
  saines sains sakes salaam salame salarie salary salee salement salete salient saline salles salmon salome salonique salope saloperie salter saluant salue saluer salute
  salvage salve sambre sample samples sander sands sanger sangle sanglier sanguine sanguines santi saone saper sargent sarre sartre sature satures saucer sauces saule saules
  saura sauron sautant sauva sauvant sauve sauvent sauver savage savait savane savant savante savants savent savile saving savions savior savoie savon saxon saxony scaled
  scaling scams scans scarf scary scattered scelle scelles scent scold scolded scolding scones scope scored scoring scots scotty scouts scrap scrub sealing seamen seared
  searing sears seated seater seating seats seattle secret secretes secretion secte sectes secure seeded seeding seeking seeming seine seing seismes seized selected selection
  selling sells selves semen sender sending senile sensing sentant sente sentient sentier sentiers sentirez sentry seoul sepsis sequel serbe serenite serge sergeants sergent
  serie series serieuse serment serons serrage serrait serrant serum servaient servait servent server servers serveur serveuse servies servit seung seville sewage sewell
  sewing sexiest sexism sexist sexiste sexistes sexting shack shade shaded shades shading shady shale shalom shaman shame shaming shampoing shane shanks shapes shaping shares
  shark sharks sharpening sharper sharply shave shaved shaven shaving shearer shearing shears sheath shedding sheep sheer shelled shelling shells shelly shelter shelving
  sherlock shift shifting shifts shimmering shine shines shingle shining shipped shipping shirts shite shitting shoals shocking shogun shone shooter shooters shopped shore
  shores shorty shout shove shoving shows shrek shrink shuffle shuts shutting sicile siding siens sieur sifting sighed sighs sigle silica simulation simulations simule
  sincere singe singer singers singing singles sings sinks sinned sipping sites situe situes sized skate skaters skies skilled skimming skinny skins skirt skits slabs slams
  slapping slate slaying sleet slicing slick slider slides slime slimming slips slits sliver sloan slots slowing slump slung slush smalls smash smelting smiled smite smoky
  snack snakes snape snapped snaps snare sneak sneaking snell snipe snout snowing snuck snuff soaps soared soaring soars sobres socal soften softer soies solaire solange
  solde solder soldes solis solos solvent solves somber sombre sombrer sombres songe songes sonore sonores soothe sorbonne soros sorted sortes sortit sorts soudage soudan
  soufre soule soumis souper soupire sourds souri southside soutiens souvient sowing spaces spain spalding spams spanning spare spared spear specialites speck speeds speedy
  spelled spelt spend spice spiced spicer spied spies spike spills spins spiral spire spite splits splitter spock spoiled spoilt spoke spook spool spore spores sporting
  sporty spout spouting spring springs sprint sprinter sprite spurs squats squish stabs stacey stack stacked stacking stacks stade staffed stage staging stagner staining
  stake staked stakes staking stamp stance staple starch stare stared staring stark starling starred starring starter startling starved states stating stats statue statuts
  stave steaks steaming steed steep steeped steeve stems stepping sterile steriles steve steven stink stinky stint stipulation stirs stock stocking stocks stoked stoker
  stokes stole stomp stomped stomping stony stoop stored storied stories storing stormy stoves stowe strait strand strands stranger strass strat strate straw stray strays
  streak strips strung stuart stumped stunt stups subbed subconscious submit subset sucer suceur suction suing suits suivant suive sunnites sunset superb supper supporter
  surcout sures surged surges swagger swapped swaps swaying swear swearing sweep sweeping swept swine swing swinging swings switches swoon swore swung taboos tabous tacher
  tacite tacle tactic tactics tactile tagging tailed taillees tailleur tailleurs taint taise taker takin talent tales talker talkie taller taming tammy tamper tanger tangle
  tangled tanned tanner tantes tapait tapant tapent tapes taping tapped tapper tardent tarder tardieu tardive tardives taree tares target tarse tarte tartes taser tasses
  tasted tasting tasty tater tattered taule taxer taxes taxing teaches teaming teams teased teaser teases teasing tectonic teens teindre teinte teles tempere tempo tenais
  tendait tendant tende tended tending tendit tenet tennant tenor tense tentait tentant tentee tentent tentes tenth tents tenue tenure termed termes terne ternir terreur
  tertre tetes tether texas texte texted textes texting thales thang thanked thankful thanking thanos theater theaters theatre theirs theme thence therein thermes theyre
  thieves thirdly thirty thong thorough thorpe threaded thrills thrives thrust thunder thurman thwart tickle tides tiered tiers tiger tiges tigres tiled tiling timber timed
  timer timmy timor tinder tinted tipping tirait tirant tiree tirent tireur tisane tisse tissus titles titrage titres titus toads toggle toile toiles token tokens tolerated
  tolere toles tolls tombs tomes tommy tondre tonique tonte tooling topical topped toque torch torche torched tories torpille torpilles torque torre torts tortue tortues
  tosses totes tougher toure tourism tourist touriste touristes tourists tournoi tournois tours touts towels tower towers toying track traders trahit trailer trailing traiter
  traiteur transparent trapping tread treads treat treble trent trente tresor tresors trevor triad triage tribes trick trier trieste trifle trimble trios tripled trips
  tristan tristement trite trombe tronche trope tropes trough troupe trous trouser trousse trousses trove truest trunk truss tryin tshirt tuait tubing tudor tuent tueur
  tuiles tuned tunic tuning tunique tuniques tuque turbine turbines turcs turing turks turner tuteur tuteurs tutor twain twigs twine twink tying tyres unable unbeatable unies
  united units unrelated uptight urgentes urnes usable usages usines usuel vaine vaines vains valant valle valse vapour varie variee variees varies vases vehicules veilles
  veils vendait vendit venere venge vente venture verbe verbes verbs verde verges verifier verite verites verne verres verse verses vertices vertu vertus verve veste vestes
  vestige vestiges vibre vices vidal vident vider vielles vierge views ville villette vines vinrent viola violant virage virer viril visent viser vison visuel vital vitre
  vitro vivent vogue voient voies voila voilure voire volee volees volent voler volet volets voleur volontes voltige votant votre voulant voyant wading wafer wager wages
  waging wailing waite waited waiter waiters wales waller wally walter walters wanda waning wanker wards wares warming warms warping warring waste wastes watts waving waxing
  wearer weaver weaves weaving weeding weeds weigh wells whale wheel wheels whine whiskey whiting whopping whore whose whyte wight wildly wiley wills winds wines winged
  winger winner wipes wired wires wiring wishing witch wives woerth women woody worded wording worker workers worlds worms worthy woven wreak wright writes yeats`.split(/\s+/),
);
