using Retrain.MSBuild.Models;

namespace Retrain.MSBuild.Generation;

/// <summary>
/// Writes the members of a model's class that tell what the model says of itself. The class exists before the model does, so they ask the
/// runtime, once and when the first of them is used.
/// </summary>
internal static class ModelFacts
{
    private const string Runtime = ModelClass.Runtime;
    private const string ListOf = "global::System.Collections.Generic.IReadOnlyList<";

    /// <param name="model">The model.</param>
    public static string Members(TrainedModel model)
    {
        return $$"""
            /// <summary>The labels in the order of the model's output.</summary>
            public static {{ListOf}}string> {{Named("Labels")}}
            {
                get { return {{Named("Describe")}}().Labels; }
            }

            /// <summary>The accuracy of the final test, with its interval; null where no photo was left for one.</summary>
            public static {{Runtime}}MeasuredAccuracy {{Named("TestAccuracy")}}
            {
                get { return {{Named("Describe")}}().TestAccuracy; }
            }

            /// <summary>The network that the model was trained on.</summary>
            public static string {{Named("BackboneName")}}
            {
                get { return {{Named("Describe")}}().BackboneName; }
            }

            /// <summary>The number of photos of each label in the training.</summary>
            public static {{ListOf}}{{Runtime}}TrainedLabel> {{Named("TrainedOn")}}
            {
                get { return {{Named("Describe")}}().TrainedOn; }
            }

            /// <summary>The SHA-256 digest of the trained graph, by which models can be told apart.</summary>
            public static string {{Named("Digest")}}
            {
                get { return {{Named("Describe")}}().Digest; }
            }

            private static {{Runtime}}ModelDescription {{Named("description")}};

            private static {{Runtime}}ModelDescription {{Named("Describe")}}()
            {
                if ({{Named("description")}} == null)
                {
                    {{Named("description")}} = {{Runtime}}ModelDescription.Read({{ModelClass.ModelArguments(model)}});
                }

                return {{Named("description")}};
            }

            """;

        // C# allows no member to have its class's name.
        string Named(string member) => member == model.ClassName ? member + "_" : member;
    }
}
