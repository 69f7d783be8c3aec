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
    /// <param name="name">Gives a member another name where its own is that of the class.</param>
    public static string Members(TrainedModel model, Func<string, string> name) => $$"""
        /// <summary>The labels in the order of the model's output.</summary>
        public static {{ListOf}}string> {{name("Labels")}}
        {
            get { return {{name("Describe")}}().Labels; }
        }

        /// <summary>The accuracy of the final test, with its interval; null where no photo was left for one.</summary>
        public static {{Runtime}}MeasuredAccuracy {{name("TestAccuracy")}}
        {
            get { return {{name("Describe")}}().TestAccuracy; }
        }

        /// <summary>The network that the model was trained on.</summary>
        public static string {{name("BackboneName")}}
        {
            get { return {{name("Describe")}}().BackboneName; }
        }

        /// <summary>The number of photos of each label in the training.</summary>
        public static {{ListOf}}{{Runtime}}TrainedLabel> {{name("TrainedOn")}}
        {
            get { return {{name("Describe")}}().TrainedOn; }
        }

        /// <summary>The SHA-256 digest of the trained graph, by which models can be told apart.</summary>
        public static string {{name("Digest")}}
        {
            get { return {{name("Describe")}}().Digest; }
        }

        private static {{Runtime}}ModelDescription {{name("description")}};

        private static {{Runtime}}ModelDescription {{name("Describe")}}()
        {
            if ({{name("description")}} == null)
            {
                {{name("description")}} = {{Runtime}}ModelDescription.Read({{ModelClass.ModelArguments(model)}});
            }

            return {{name("description")}};
        }

        """;
}
