//! The closed vocabularies of a case. Each word has one spelling, used in tables, exports and on
//! screen; parsing refuses anything else.

/// Declares a closed vocabulary: an enum, its spelling, its order and its parser.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every word, in the order in which reports print them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable spelling used in tables and exports.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// Finds the word with this spelling.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.as_str() == text)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!(
                    "unknown {} `{text}`", stringify!($name))))
            }
        }
    };
}

words! {
    /// How values and subjects belong together, and so what a contradiction means.
    Role {
        /// A subject has one, a value has one bearer: an identity number. Two different ones never
        /// become one subject.
        OneToOne = "one_to_one",
        /// A subject may have several, a value has one bearer: an e-mail, a mobile telephone. A value
        /// of many bearers is shared and says little.
        OneToMany = "one_to_many",
        /// A subject may have several and a value many bearers: an address, a birth date.
        ManyToMany = "many_to_many",
    }
}

words! {
    /// What kind of personal data a finding is.
    Field {
        Name = "name",
        Address = "address",
        Phone = "phone",
        Email = "email",
        DateOfBirth = "date_of_birth",
        Gender = "gender",
        Nationality = "nationality",
        Education = "education",
        Employer = "employer",
        JobTitle = "job_title",
        Department = "department",
        EmployeeId = "employee_id",
        NationalId = "national_id",
        Passport = "passport",
        DriverLicence = "driver_licence",
        ResidenceCard = "residence_card",
        BankAccount = "bank_account",
        Iban = "iban",
        PaymentCard = "payment_card",
        Salary = "salary",
        TaxId = "tax_id",
        HealthInsurance = "health_insurance",
        Medical = "medical",
        Criminal = "criminal",
        Credential = "credential",
        IpAddress = "ip_address",
        VehiclePlate = "vehicle_plate",
    }
}

words! {
    /// The numbering scheme of a `national_id` or `tax_id`.
    Scheme {
        JpMyNumber = "jp_my_number",
        VnCccd = "vn_cccd",
        VnCmnd = "vn_cmnd",
        VnMst = "vn_mst",
        UsSsn = "us_ssn",
        KrRrn = "kr_rrn",
        CnRic = "cn_ric",
        TwId = "tw_id",
        HkHkid = "hk_hkid",
        SgNric = "sg_nric",
        MyNric = "my_nric",
        IdNik = "id_nik",
        ThPin = "th_pin",
        InAadhaar = "in_aadhaar",
        InPan = "in_pan",
        PkCnic = "pk_cnic",
        JpPension = "jp_pension",
        JpEmploymentInsurance = "jp_employment_insurance",
        JpHealthInsurance = "jp_health_insurance",
        JpJuminhyo = "jp_juminhyo",
        JpCorporateNumber = "jp_corporate_number",
        VnBhxh = "vn_bhxh",
        VnGplx = "vn_gplx",
        UkNino = "uk_nino",
        UkNhs = "uk_nhs",
        UkUtr = "uk_utr",
        DeIdnr = "de_idnr",
        DeStnr = "de_stnr",
        FrNir = "fr_nir",
        FrSpi = "fr_spi",
        ItCodiceFiscale = "it_codice_fiscale",
        EsDni = "es_dni",
        EsNie = "es_nie",
        EsNif = "es_nif",
        NlBsn = "nl_bsn",
        PlPesel = "pl_pesel",
        PlNip = "pl_nip",
        BeNn = "be_nn",
        PtNif = "pt_nif",
        SePnr = "se_pnr",
        FiHetu = "fi_hetu",
        DkCpr = "dk_cpr",
        NoFnr = "no_fnr",
        ChAhv = "ch_ahv",
        AtSvnr = "at_svnr",
        IePps = "ie_pps",
        CzRc = "cz_rc",
        RoCnp = "ro_cnp",
        BgEgn = "bg_egn",
        HrOib = "hr_oib",
        EeIk = "ee_ik",
        GrAmka = "gr_amka",
        SiEmso = "si_emso",
        UaRntrc = "ua_rntrc",
        TrKimlik = "tr_kimlik",
        IlId = "il_id",
        ZaId = "za_id",
        UsItin = "us_itin",
        UsEin = "us_ein",
        CaSin = "ca_sin",
        AuTfn = "au_tfn",
        BrCpf = "br_cpf",
        ClRut = "cl_rut",
        EcCi = "ec_ci",
        MxCurp = "mx_curp",
    }
}

words! {
    /// What a document is.
    DocClass {
        Invoice = "invoice",
        OrderForm = "order_form",
        Receipt = "receipt",
        Quotation = "quotation",
        DeliveryNote = "delivery_note",
        Contract = "contract",
        Nda = "nda",
        PartnerLetter = "partner_letter",
        InternalMemo = "internal_memo",
        Minutes = "minutes",
        PolicySafety = "policy_safety",
        PolicyGreenProcurement = "policy_green_procurement",
        PolicyOther = "policy_other",
        PersonnelList = "personnel_list",
        Payroll = "payroll",
        Cv = "cv",
        ApplicationForm = "application_form",
        CustomerList = "customer_list",
        ContactList = "contact_list",
        Email = "email",
        Presentation = "presentation",
        Specification = "specification",
        Drawing = "drawing",
        FinancialStatement = "financial_statement",
        IdCopy = "id_copy",
        Log = "log",
        SourceCode = "source_code",
        Marketing = "marketing",
        Other = "other",
    }
}

words! {
    /// How far an item was read. There is no fourth state.
    ReadState {
        Read = "read",
        PartlyRead = "partly_read",
        Unread = "unread",
    }
}

words! {
    /// Why an item, or a part of it, was not read.
    UnreadReason {
        Encrypted = "encrypted",
        Corrupt = "corrupt",
        Unsupported = "unsupported",
        Limit = "limit",
        Crashed = "crashed",
        Empty = "empty",
    }
}

words! {
    /// What would let more of a document be read.
    Aid {
        /// Recognition of text in pictures.
        Ocr = "ocr",
        Password = "password",
        /// A word of the language model of the case, which did not answer.
        Model = "model",
    }
}

words! {
    /// By which means the text of a document was obtained.
    HowRead {
        Text = "text",
        Structure = "structure",
        /// Pictures of text, by recognition.
        Ocr = "ocr",
        Container = "container",
        Nothing = "nothing",
    }
}

words! {
    /// Where a collection came from.
    SourceKind {
        LeakSite = "leak_site",
        Server = "server",
        Mailbox = "mailbox",
        Endpoint = "endpoint",
        Backup = "backup",
    }
}

words! {
    /// The relation of a person to the company.
    Category {
        Customer = "customer",
        BusinessContact = "business_contact",
        Applicant = "applicant",
        Employee = "employee",
        FormerEmployee = "former_employee",
        Other = "other",
    }
}

words! {
    /// How strongly a piece of data is known to have left the company.
    Tier {
        Disclosed = "disclosed",
        Taken = "taken",
        Reachable = "reachable",
    }
}

words! {
    /// The language of a document or a report.
    Language {
        Ja = "ja",
        En = "en",
        Vi = "vi",
        Zh = "zh",
        Ko = "ko",
        De = "de",
        Fr = "fr",
        Es = "es",
        Other = "other",
        Mixed = "mixed",
        Unknown = "unknown",
    }
}

words! {
    /// What a part of a document is.
    PartKind {
        Page = "page",
        Sheet = "sheet",
        Slide = "slide",
        Body = "body",
        Headers = "headers",
        Properties = "properties",
        Comments = "comments",
        Notes = "notes",
        /// Text that was struck out or replaced but still lies in the file.
        Deleted = "deleted",
        Picture = "picture",
        /// What a mail repeats of an earlier one.
        Quoted = "quoted",
    }
}

words! {
    /// How the findings of a record belong together.
    RecordKind {
        Row = "row",
        Block = "block",
        Document = "document",
        Header = "header",
    }
}

impl Tier {
    /// The tier that a collection of this source proves by itself.
    pub const fn of_source(source: SourceKind) -> Self {
        match source {
            SourceKind::LeakSite => Self::Disclosed,
            SourceKind::Server
            | SourceKind::Mailbox
            | SourceKind::Endpoint
            | SourceKind::Backup => Self::Reachable,
        }
    }
}

words! {
    /// What happened, or what is stated, in the history of an incident.
    EventKind {
        Detected = "detected",
        InformedByAttacker = "informed_by_attacker",
        Encrypted = "encrypted",
        Posted = "posted",
        Downloadable = "downloadable",
        TaskForceFormed = "task_force_formed",
        ExpertEngaged = "expert_engaged",
        CounselConsulted = "counsel_consulted",
        InvestigationStarted = "investigation_started",
        InvestigationEnded = "investigation_ended",
        PublicReport = "public_report",
        PoliceTold = "police_told",
        RegulatorTold = "regulator_told",
        PersonsTold = "persons_told",
        PartnersTold = "partners_told",
        NoDuty = "no_duty",
        ExtortionRefused = "extortion_refused",
        /// Which companies, systems or data were or were not hit.
        Scope = "scope",
        Cause = "cause",
        ServersInspected = "servers_inspected",
        ConnectionsBlocked = "connections_blocked",
        VpnSuspended = "vpn_suspended",
        PasswordsReset = "passwords_reset",
        AccessReviewed = "access_reviewed",
        TerminalsScanned = "terminals_scanned",
        EdrDeployed = "edr_deployed",
        MfaEnabled = "mfa_enabled",
        SystemsRestored = "systems_restored",
        /// A measure taken that has no word of its own.
        Measure = "measure",
        SecondaryDamage = "secondary_damage",
        /// What is planned so that it does not happen again.
        Prevention = "prevention",
        Other = "other",
    }
}

words! {
    /// The part of a report that an event belongs to, beside the history.
    EventPart {
        Overview = "overview",
        Cause = "cause",
        Measures = "measures",
        SecondaryDamage = "secondary_damage",
        Prevention = "prevention",
        History = "history",
    }
}

words! {
    /// How sure a fact is.
    #[derive(Default)]
    Certainty {
        /// Seen, or proved by a document.
        #[default]
        Confirmed = "confirmed",
        /// What those who look into it take to be so.
        Believed = "believed",
        /// Said by somebody, not checked.
        Reported = "reported",
    }
}

words! {
    /// What a published number counts.
    Unit {
        Item = "item",
        Document = "document",
        Record = "record",
        Person = "person",
        Finding = "finding",
        Organisation = "organisation",
        /// A dated fact or statement.
        Event = "event",
    }
}

words! {
    /// How an exact value is rounded for publication.
    #[derive(Default)]
    Rounding {
        /// Printed as counted.
        Exact = "exact",
        /// To two significant digits, printed with "about".
        #[default]
        TwoDigits = "two_digits",
        /// To hundreds, printed with "about"; below 100 as counted.
        Hundreds = "hundreds",
    }
}

words! {
    /// What kind of sentence a claim is.
    ClaimKind {
        /// A number of what was received, read or found.
        Count = "count",
        /// One category of persons at one company.
        MatrixRow = "matrix_row",
        /// That a kind of data was not found.
        Negative = "negative",
        /// What is open, and how much of it.
        NotYetKnown = "not_yet_known",
        /// How it came about.
        Cause = "cause",
        /// What was done.
        Measure = "measure",
        /// Anything else that a human states: scope, secondary damage, prevention.
        Statement = "statement",
    }
}

words! {
    /// Whether a claim may be published.
    Standing {
        /// As it stands.
        Supported = "supported",
        /// With its uncertainty beside it.
        WithCaveat = "with_caveat",
        /// Not at all; what is open could prove it wrong.
        Refused = "refused",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_parses_back_and_no_two_share_a_spelling() {
        let mut seen = std::collections::BTreeSet::new();
        for field in Field::ALL {
            assert_eq!(Field::parse(field.as_str()), Some(*field));
            assert!(seen.insert(field.as_str()));
        }
        for class in DocClass::ALL {
            assert_eq!(DocClass::parse(class.as_str()), Some(*class));
        }
        assert_eq!(Field::parse("Name"), None);
    }

    #[test]
    fn a_word_travels_through_json_by_its_spelling() {
        let json = serde_json::to_string(&Field::DateOfBirth).unwrap();
        assert_eq!(json, "\"date_of_birth\"");
        assert_eq!(serde_json::from_str::<Field>(&json).unwrap(), Field::DateOfBirth);
        assert!(serde_json::from_str::<Field>("\"birthday\"").is_err());
    }
}
